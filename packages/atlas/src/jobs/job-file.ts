import { checkChoice, checkNumber, InputError, show } from '@audiate/protocol';
import { isBucket } from '../store/s3-place.js';

/** A batch system that runs one program many times, each with its index. */
export type BatchSystem = 'slurm' | 'kubernetes';

/** What a job is made of. */
export interface JobOptions {
  /** How many machines share the plan. */
  readonly machines: number;
  /** Where the plan is: a folder as the machines see it, or `s3://bucket/prefix`. */
  readonly place: string;
  /** The model as `audiate atlas run` takes it: an id of the Hub, a folder, `tiny`. */
  readonly model: string;
  /** Cores of each machine; 4. */
  readonly cores?: number;
  /** Memory of each machine in gigabytes; 8. */
  readonly memoryGb?: number;
  /** What a Slurm task may take, in hours; 24. */
  readonly hours?: number;
  /** Of Kubernetes: an image that has `audiate`; `node:22`, where npx brings it. */
  readonly image?: string;
  /** Of Kubernetes, for a plan in a folder: the claim of the volume that it is on, mounted at it; `atlas`. */
  readonly volumeClaim?: string;
  /** Of Kubernetes, for a plan in a bucket: the Secret that holds `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and what else reaches it; `atlas`. */
  readonly secret?: string;
}

const SYSTEMS = ['slurm', 'kubernetes'] as const;

/**
 * The file that hands a plan to a batch system as an array of jobs, one a machine: `sbatch FILE`, or `kubectl apply -f FILE`. A job
 * that is killed is started again and goes on.
 * @throws InputError for an unknown system, and for a path, model or image that has other letters than names need.
 */
export function jobFile(system: BatchSystem, options: JobOptions): string {
  checkChoice('batch system', system, SYSTEMS);
  const { cores = 4, memoryGb = 8, hours = 24, image = 'node:22', volumeClaim = 'atlas', secret = 'atlas' } = options;
  const job: Job = {
    machines: checkNumber('machines', options.machines, { min: 1, max: 100_000, integer: true }),
    place: plain('place', options.place),
    model: plain('model', options.model),
    cores: checkNumber('cores', cores, { min: 1, max: 1024, integer: true }),
    memoryGb: checkNumber('memoryGb', memoryGb, { min: 1, max: 65_536, integer: true }),
    hours: checkNumber('hours', hours, { min: 1, max: 8760, integer: true }),
    image: plain('image', image),
    volumeClaim: plain('volumeClaim', volumeClaim),
    secret: plain('secret', secret),
  };
  return system === 'slurm' ? slurm(job) : kubernetes(job);
}

type Job = Required<JobOptions>;

/** The text is put into a shell script and YAML: no letter of it may mean anything there. */
function plain(name: string, text: string): string {
  if (typeof text === 'string' && /^[A-Za-z0-9._/@][A-Za-z0-9._/@:+-]{0,250}$/.test(text)) return text;
  throw new InputError(`${name} must be 1 to 251 letters, digits or ._/@:+-, got ${show(text)}`);
}

function slurm({ machines, place, model, cores, memoryGb, hours }: Job): string {
  return `#!/bin/bash
#SBATCH --job-name=audiate-atlas
#SBATCH --array=0-${machines - 1}
#SBATCH --cpus-per-task=${cores}
#SBATCH --mem=${memoryGb}G
#SBATCH --time=${hours}:00:00
#SBATCH --requeue
#SBATCH --output=${isBucket(place) ? '' : `${place}/`}slurm-%A_%a.log
${isBucket(place) ? '#SBATCH --export=ALL\n# The keys of the bucket are the variables AWS_… of whoever calls sbatch.\n' : ''}
# The array's index is the shard.
exec npx audiate atlas run '${place}' --model '${model}'
`;
}

function kubernetes({ machines, place, model, cores, memoryGb, image, volumeClaim, secret }: Job): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: audiate-atlas
spec:
  completionMode: Indexed
  completions: ${machines}
  parallelism: ${machines}
  # A machine that is taken away costs nothing: another goes on.
  backoffLimitPerIndex: 100
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: audiate
          image: "${image}"
          command: ["npx", "audiate", "atlas", "run", "${place}", "--model", "${model}"]
          env:
            # Kubernetes tells each job its index alone.
            - name: AUDIATE_SHARDS
              value: "${machines}"
          resources:
            requests:
              cpu: "${cores}"
              memory: ${memoryGb}Gi
            limits:
              memory: ${memoryGb}Gi
${isBucket(place) ? keysOf(secret) : volumeAt(place, volumeClaim)}`;
}

function keysOf(secret: string): string {
  return `          # The variables AWS_…: kubectl create secret generic ${secret} --from-env-file FILE
          envFrom:
            - secretRef:
                name: "${secret}"
`;
}

function volumeAt(folder: string, claim: string): string {
  return `          volumeMounts:
            - name: atlas
              mountPath: "${folder}"
      volumes:
        - name: atlas
          persistentVolumeClaim:
            claimName: "${claim}"
`;
}
