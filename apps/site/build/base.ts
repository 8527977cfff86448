/** Stands in the built files for the folder that the site is served from, until {@link anywhere} has put it in place. */
export const BASE = '/__site__/';
