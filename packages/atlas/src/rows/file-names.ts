/** The index of a merged atlas. */
export const INDEX = 'index.parquet';
