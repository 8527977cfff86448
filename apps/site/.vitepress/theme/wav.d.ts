declare module '*.wav' {
  /** The address of the file in the site. */
  const address: string;
  export default address;
}
