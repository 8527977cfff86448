/** Named tensors of one checkpoint, in whatever files and format they lie. What is not asked for is not read. */
export interface TensorFile {
  /** What errors call it: `model.safetensors`, or the index of its shards. */
  readonly name: string;
  has(tensor: string): boolean;
  /** Of all its tensors. */
  names(): readonly string[];
  /**
   * The extents of a tensor.
   * @throws InputError when there is none of that name.
   */
  shape(tensor: string): Promise<readonly number[]>;
  /**
   * The numbers of a tensor, row-major, as float32: a view on the source's bytes for aligned F32 in memory.
   * @throws InputError for a dtype other than F32, F16, BF16 and F64 (rounded to float32), or a name that is not there.
   */
  read(tensor: string): Promise<Float32Array>;
}
