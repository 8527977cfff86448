/** The index of a merged atlas. */
export const INDEX = 'index.parquet';

/** Its map, beside it. */
export const MAP = 'map.parquet';
