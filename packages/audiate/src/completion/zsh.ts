import type { CommandSpec } from './spec.js';
import { tables } from './tables.js';

/** Zsh's completion of a program, to be sourced after compinit. It starts no process. */
export function zshScript(specs: readonly CommandSpec[]): string {
  return `#compdef audiate
# Completion of audiate for zsh: source <(audiate completion zsh)
${tables(specs)}
_audiate() {
  local current=$words[CURRENT] path_='' flag='' word
  local -a offered plain open
  local -i i place=0
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ $word == -* ]]; then
      flag=''
      [[ $word != *=* ]] && _audiate_takes "$path_" "$word" && flag=$word
    elif [[ -n $flag ]]; then
      _audiate_many "$path_" "$flag" || flag=''
    elif (( \${\${(f)"$(_audiate_commands "$path_")"}[(Ie)$word]} )); then
      path_="\${path_:+$path_ }$word"
    else
      place+=1
    fi
  done
  if [[ $current == --*=* ]]; then
    offered=(\${(f)"$(_audiate_value "$path_" "\${current%%=*}")"})
    compset -P '*='
  elif [[ $current == -* ]]; then
    offered=(\${(f)"$(_audiate_flags "$path_")"})
  elif [[ -n $flag ]]; then
    offered=(\${(f)"$(_audiate_value "$path_" "$flag")"})
  else
    offered=(\${(f)"$(_audiate_commands "$path_"; _audiate_argument "$path_" "$place")"})
  fi
  open=(\${(M)offered:#?*:})
  plain=(\${\${offered:#:files}:#?*:})
  (( $#plain )) && compadd -a plain
  (( $#open )) && compadd -S '' -a open
  (( \${offered[(Ie):files]} )) && _files
  return 0
}
compdef _audiate audiate
`;
}
