#!/usr/bin/env bash
# Measures a machine with an NVIDIA GPU and without network, from the folder that `npm run gpu:pack` wrote. Every part may
# fail without ending the others; rows are written as they come, the most valuable first.
#
#   bash tools/gpu/run.sh
#
# PACK    the packed folder; out/gpu
# OUT     where results go; out/gpu-results
# LIMIT   seconds for all; 470
# ICD     a Vulkan driver's JSON; NVIDIA's, where it is found
# MODEL, LAYERS, BATCHES, SAMPLES, SECONDS_EACH, AGREE, TORCH   smaller, for a trial on a GPU made of software
# PATIENCE   so many times each part's seconds, for the same
set -uo pipefail
{ # read as a whole before it runs
PACK=$(realpath "${PACK:-out/gpu}")
OUT=${OUT:-out/gpu-results}
LIMIT=${LIMIT:-470}
MODEL=${MODEL:-base}
LAYERS=${LAYERS:-3 12 6}
BATCHES=${BATCHES:-32,1,8,64}
SAMPLES=${SAMPLES:-16000}
SECONDS_EACH=${SECONDS_EACH:-4}
PATIENCE=${PATIENCE:-1}
AGREE=${AGREE:---samples 8000 --batch 2 --steps 4}
mkdir -p "$OUT"
OUT=$(realpath "$OUT")
rm -f "$OUT"/*.jsonl
SECONDS=0

left() { echo $((LIMIT - SECONDS)); }
# A part of the run: its most seconds, its name, the command. Its output goes to a file of its name, its end is shown.
part() {
  local most=$(($1 * PATIENCE)) name=$2 before=$SECONDS rc
  shift 2
  if [ "$(left)" -lt 5 ]; then echo "== $name: no time left"; return; fi
  if [ "$most" -gt "$(left)" ]; then most=$(left); fi
  echo "== $name (at ${SECONDS} s, at most $most s)"
  timeout -k 5 "$most" "$@" > "$OUT/$name.log" 2>&1
  rc=$?
  tail -n "${TAIL:-0}" "$OUT/$name.log" | cut -c 1-600
  echo "== $name ended with $rc after $((SECONDS - before)) s"
}

probe() {
  nvidia-smi || echo 'no nvidia-smi'
  nproc; uname -r; ldd --version | head -n 1; env | grep -E '^(NVIDIA|CUDA)_' || true
  command -v node && node --version || echo 'no node'
  command -v xz || echo 'no xz'
  ldconfig -p | grep -E 'libcuda|libcudart|libcudnn|libcublas|libvulkan|GLX_nvidia|EGL_nvidia|nvidia-glvkspirv|libX11\.so' || true
  find / -xdev -name 'libGLX_nvidia.so*' -o -xdev -name 'libEGL_nvidia.so*' -o -xdev -name 'libnvidia-glcore*' 2> /dev/null | head -n 6
  ls /etc/vulkan/icd.d /usr/share/vulkan/icd.d 2> /dev/null || echo 'no Vulkan drivers are listed'
  for python in python3 /opt/conda/bin/python; do
    command -v "$python" && "$python" -c 'import torch; print(torch.__version__, torch.version.cuda, torch.cuda.is_available())'
    command -v "$python" && "$python" -c 'import transformers; print("transformers", transformers.__version__)'
    command -v "$python" && "$python" -c 'import onnxruntime; print("onnxruntime", onnxruntime.__version__, onnxruntime.get_available_providers())'
  done
  true
}
export -f probe
part 40 probe bash -c probe
cat "$OUT/probe.log"
TAIL=12

# What was packed is unpacked into a folder of its own.
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cp -r "$PACK/." "$WORK"
unpack() { # xz, or Python where there is none
  xz -d "$1" 2> /dev/null || python3 -c 'import lzma, shutil, sys
with lzma.open(sys.argv[1]) as packed, open(sys.argv[1][:-3], "wb") as plain: shutil.copyfileobj(packed, plain)' "$1"
}
unpack "$WORK/node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1.xz"
NODE=$(command -v node || true)
if [ -z "$NODE" ] || [ "$("$NODE" -p 'Number(process.versions.node.split(".")[0]) >= 20')" != true ]; then
  unpack "$WORK/node.xz"
  chmod +x "$WORK/node"
  NODE=$WORK/node
fi
"$NODE" --version

# Libraries that the machine lacks.
mkdir "$WORK/lacking"
for library in "$WORK"/lib/*; do
  ldconfig -p | grep -F "$(basename "$library")" > /dev/null || cp "$library" "$WORK/lacking"
done
export LD_LIBRARY_PATH=$WORK/lacking${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
# NVIDIA's driver for graphics, where it lies beside the loader's path.
graphics=$(timeout 20 find / -xdev -name 'libGLX_nvidia.so.0' 2> /dev/null | head -n 1)
if [ -n "$graphics" ]; then LD_LIBRARY_PATH=$LD_LIBRARY_PATH:$(dirname "$graphics"); fi
ls "$WORK/lacking"
if [ -z "${ICD:-}" ]; then
  ICD=$(ls /etc/vulkan/icd.d/nvidia_icd*.json /usr/share/vulkan/icd.d/nvidia_icd*.json 2> /dev/null | paste -sd :)
  ICD=${ICD:+$ICD:}$WORK/glx_nvidia_icd.json:$WORK/egl_nvidia_icd.json
fi
export VK_ICD_FILENAMES=$ICD VK_LOADER_DEBUG=error
echo "Vulkan drivers: $VK_ICD_FILENAMES"

PYTHON=$(for python in python3 /opt/conda/bin/python; do "$python" -c 'import torch' 2> /dev/null && echo "$python" && break; done)
TORCH=${TORCH:---device cuda}

ours() { # device, layer, seconds
  part "$3" "measure-$1-L$2" "$NODE" "$WORK/app/bin/measure.mjs" --device "$1" --model "$MODEL" --layer "$2" --batches "$BATCHES" \
    --samples "$SAMPLES" --seconds "$SECONDS_EACH" --out "$OUT/rows.jsonl"
}
theirs() { # layer, seconds, cases
  if [ -z "$PYTHON" ]; then echo "== no Python with torch"; return; fi
  # shellcheck disable=SC2086
  part "$2" "torch-L$1-${3%% *}" "$PYTHON" "$WORK/torch_cuda.py" $TORCH --layer "$1" --batches "$BATCHES" --samples "$SAMPLES" \
    --seconds "$SECONDS_EACH" --cases "$3" --out "$OUT/rows.jsonl"
}
agreement() { # device, seconds
  # shellcheck disable=SC2086
  part "$2" "agreement-$1" "$NODE" "$WORK/app/bin/agreement.mjs" --device "$1" $AGREE
  grep '^{' "$OUT/agreement-$1.log" >> "$OUT/agreement.jsonl"
}

agreement webgpu 60
first=true
for layer in $LAYERS; do
  ours webgpu "$layer" 90
  theirs "$layer" 45 'eager float32,eager bfloat16'
  if $first; then
    agreement cuda 20
    grep -q '"render".*"agrees":true' "$OUT/agreement-cuda.log" && CUDA=true
    first=false
  fi
  if [ "${CUDA:-}" = true ]; then ours cuda "$layer" 60; fi
done
for layer in $LAYERS; do theirs "$layer" 60 'compile float32,compile bfloat16'; done

"$NODE" "$WORK/app/bin/report.mjs" "$OUT" | tee "$OUT/table.md"
echo "== done after $SECONDS s: $OUT"
exit 0
}
