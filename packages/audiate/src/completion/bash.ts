import type { CommandSpec } from './spec.js';
import { tables } from './tables.js';

/**
 * Bash's completion of a program. It reads the line itself, as bash cuts words at colons, and runs no other program.
 */
export function bashScript(specs: readonly CommandSpec[]): string {
  return `# Completion of audiate for bash: source <(audiate completion bash)
${tables(specs)}
_audiate() {
  local line=\${COMP_LINE:0:COMP_POINT} current path='' flag='' word offered
  local -a words
  local -i i place=0 count
  read -ra words <<< "$line"
  current=\${line##*[[:space:]]}
  count=\${#words[@]}
  [[ -n $current ]] && count=count-1
  for ((i = 1; i < count; i++)); do
    word=\${words[i]}
    if [[ $word == -* ]]; then
      flag=''
      [[ $word != *=* ]] && _audiate_takes "$path" "$word" && flag=$word
    elif [[ -n $flag ]]; then
      _audiate_many "$path" "$flag" || flag=''
    else
      if [[ $'\\n'$(_audiate_commands "$path")$'\\n' == *$'\\n'"$word"$'\\n'* ]]; then path="\${path:+$path }$word"; else place=place+1; fi
    fi
  done
  local from=''
  if [[ $current == --*=* ]]; then
    from=\${current%%=*}=
    offered=$(_audiate_value "$path" "\${current%%=*}")
    current=\${current#*=}
    [[ $COMP_WORDBREAKS == *=* ]] && from=''
  elif [[ $current == -* ]]; then
    offered=$(_audiate_flags "$path")
  elif [[ -n $flag ]]; then
    offered=$(_audiate_value "$path" "$flag")
  else
    offered=$(_audiate_commands "$path"; _audiate_argument "$path" "$place")
  fi
  local cut=''
  [[ $COMP_WORDBREAKS == *:* && $current == *:* ]] && cut=\${current%"\${current##*:}"}
  COMPREPLY=()
  while IFS= read -r word; do
    if [[ $word == :files ]]; then
      compopt -o filenames 2> /dev/null
      while IFS= read -r word; do COMPREPLY+=("$from$word"); done < <(compgen -f -- "$current")
    elif [[ -n $word && $word == "$current"* ]]; then
      [[ $word == *: ]] && compopt -o nospace 2> /dev/null
      word=$from$word
      COMPREPLY+=("\${word#"$cut"}")
    fi
  done <<< "$offered"
}
complete -F _audiate audiate
`;
}
