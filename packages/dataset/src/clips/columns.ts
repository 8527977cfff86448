import { checkChoice, InputError, listChoices } from '@audiate/protocol';

/** Which columns of a table say what; found by their usual names unless given. */
export interface ColumnNames {
  /** Of the path of the sound, or of the sound itself. */
  readonly file?: string;
  readonly label?: string;
  readonly transcript?: string;
}

const USUAL = {
  file: ['file', 'file_name', 'path', 'audio', 'audio_filepath', 'audio_file', 'filename', 'wav', 'clip'],
  label: ['label', 'labels', 'class', 'category', 'emotion', 'speaker', 'intent', 'language'],
  transcript: ['transcript', 'transcription', 'text', 'sentence', 'normalized_text', 'words'],
} as const;

/** The columns of a table that are read. */
export interface FoundColumns {
  readonly file: string;
  readonly label: string | undefined;
  readonly transcript: string | undefined;
}

/** The column of a usual name, whatever its case. */
export function usualColumn(role: keyof typeof USUAL, columns: readonly string[]): string | undefined {
  for (const usual of USUAL[role]) {
    const found = columns.find((column) => column.trim().toLowerCase() === usual);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The columns by the names given, or by their usual ones, whatever their case.
 * @throws InputError when there is none of a name given, or none for the file.
 */
export function findColumns(table: string, columns: readonly string[], given: ColumnNames = {}): FoundColumns {
  const find = (role: keyof typeof USUAL): string | undefined => {
    const asked = given[role];
    return asked === undefined ? usualColumn(role, columns) : checkChoice(`column of ${table}`, asked, columns);
  };
  const file = find('file');
  if (file === undefined) {
    throw new InputError(
      `${table} has no column for the file, only ${listChoices(columns)}; name it by columns: { file: … }`,
    );
  }
  return { file, label: find('label'), transcript: find('transcript') };
}
