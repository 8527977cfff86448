/** The version of audiate; all its packages carry the same. */
export const version = '0.1.0';
