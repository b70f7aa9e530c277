// Completion scripts for three shells, printed from the table of commands: they cannot drift from it.
#include <fmt/format.h>

#include <ostream>

#include "cli/commands.hpp"

namespace cli {
namespace {

std::string words(const CommandDescription& command) {
  std::string result;
  for (const OptionDescription& option : command.options)
    if (!option.positional) result += option.name + " ";
  return result;
}

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (char c : text) {
    if (c == '\'')
      result += "'\\''";
    else
      result += c;
  }
  return result + "'";
}

std::string bash(const std::vector<CommandDescription>& commands) {
  std::string names, cases;
  for (const CommandDescription& command : commands) {
    names += command.name + " ";
    cases += fmt::format("    {}) words={} ;;\n", command.name, quoted(words(command) + "--color"));
  }
  return fmt::format(R"(# bash completion for swarmplan: source this file
_swarmplan() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} words
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W {} -- "$current")
    return
  fi
  case ${{COMP_WORDS[1]}} in
{}    *) words= ;;
  esac
  case $current in
    -*) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
  esac
}}
complete -o filenames -F _swarmplan swarmplan
)",
                     quoted(names + "--help --version"), cases);
}

std::string zsh(const std::vector<CommandDescription>& commands) {
  std::string names, cases;
  for (const CommandDescription& command : commands) {
    names += fmt::format("    {}\n", quoted(command.name + ":" + command.summary));
    cases += fmt::format("    {}) options=({}) ;;\n", command.name, words(command));
  }
  return fmt::format(R"(#compdef swarmplan
_swarmplan() {{
  local -a commands options
  commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
{}  esac
  compadd -- $options
  _files
}}
if [ "$funcstack[1]" = "_swarmplan" ]; then _swarmplan "$@"; else compdef _swarmplan swarmplan; fi
)",
                     names, cases);
}

std::string fish(const std::vector<CommandDescription>& commands) {
  std::string result = "# fish completion for swarmplan\n";
  for (const CommandDescription& command : commands) {
    result += fmt::format("complete -c swarmplan -n __fish_use_subcommand -a {} -d {}\n", command.name,
                          quoted(command.summary));
    for (const OptionDescription& option : command.options) {
      if (option.positional || option.name.rfind("--", 0) != 0) continue;
      result += fmt::format("complete -c swarmplan -n '__fish_seen_subcommand_from {}' -l {} {}-d {}\n", command.name,
                            option.name.substr(2), option.takes_value ? "-r " : "", quoted(option.help));
    }
  }
  return result;
}

}  // namespace

int command(const CompletionArguments& arguments, Streams& streams) {
  const std::vector<CommandDescription> commands = describe_commands();
  streams.out << (arguments.shell == "bash"  ? bash(commands)
                  : arguments.shell == "zsh" ? zsh(commands)
                                             : fish(commands));
  return 0;
}

}  // namespace cli
