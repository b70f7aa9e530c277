#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <sstream>

#include "cli/command_table.hpp"
#include "planner/model/nearest.hpp"

namespace cli {
namespace {

constexpr std::string_view kAbout =
    "Plans Docker Swarm clusters across regions and availability zones: reads a TOML spec of the layout, proves what "
    "it survives, and writes what is needed to run it.";

constexpr std::string_view kFooter =
    "SPEC is a file, or - for standard input. Exit codes: 0 done, 1 findings, 2 arguments or an invalid spec, 3 the "
    "machine.\nStart with: swarmplan init && swarmplan plan cluster.toml";

/// The CLI11 tree over storage that lives as long as it: one Arguments a command.
struct Tree {
  CLI::App app{std::string(kAbout), "swarmplan"};
  std::vector<Arguments> arguments;
  std::vector<CLI::App*> apps;
  std::string colour = "auto";

  Tree() {
    app.footer(std::string(kFooter));
    app.set_version_flag("--version", "swarmplan " SWARMPLAN_VERSION);
    add_choice(app, "--color", colour, "Colour of messages", {"auto", "always", "never"});
    app.require_subcommand(0, 1);
    for (const Command& command : command_table()) arguments.push_back(command.start());
    for (const Command& command : command_table()) {
      CLI::App* added = app.add_subcommand(std::string(command.name), std::string(command.summary));
      added->fallthrough();
      command.declare(*added, arguments[apps.size()]);
      apps.push_back(added);
    }
  }
};

Parsed wrong(const std::string& message) {
  Parsed parsed;
  parsed.exit_code = 2;
  parsed.err = "swarmplan: " + message + "\nTry swarmplan --help\n";
  return parsed;
}

/// CLI11 says only that a subcommand is required when its name is mistyped.
std::optional<Parsed> check_command(const std::vector<std::string>& arguments) {
  const auto first =
      std::find_if(arguments.begin(), arguments.end(), [](const std::string& a) { return a.empty() || a[0] != '-'; });
  if (first == arguments.end() || (first != arguments.begin() && *(first - 1) == "--color")) return std::nullopt;
  std::vector<std::string_view> names;
  for (const Command& command : command_table()) names.push_back(command.name);
  if (std::find(names.begin(), names.end(), *first) != names.end()) return std::nullopt;
  const std::string_view near = planner::nearest(*first, names);
  return wrong("there is no command " + *first + (near.empty() ? "" : "; did you mean " + std::string(near) + "?"));
}

Colour colour_of(const std::string& word) {
  return word == "always" ? Colour::always : word == "never" ? Colour::never : Colour::automatic;
}

std::string help_of(const CLI::App& app) {
  std::string text = app.help();
  while (!text.empty() && text.front() == '\n') text.erase(0, 1);
  return text;
}

}  // namespace

Parsed parse_arguments(const std::vector<std::string>& arguments) {
  if (const std::optional<Parsed> mistyped = check_command(arguments)) return *mistyped;
  const auto tree = std::make_unique<Tree>();
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  Parsed parsed;
  try {
    tree->app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, err;
    if (tree->app.exit(error, out, err) != 0) return wrong(error.what());
    parsed.out = out.str();
    return parsed;
  }
  parsed.colour = colour_of(tree->colour);
  for (std::size_t i = 0; i < tree->apps.size(); ++i)
    if (tree->apps[i]->parsed()) parsed.arguments = tree->arguments[i];
  if (!parsed.arguments) parsed.out = help_of(tree->app);
  return parsed;
}

std::vector<CommandDescription> describe_commands() {
  const auto tree = std::make_unique<Tree>();
  std::vector<CommandDescription> commands;
  for (std::size_t i = 0; i < tree->apps.size(); ++i) {
    CommandDescription command{std::string(command_table()[i].name), std::string(command_table()[i].summary), {}, {}};
    command.help = help_of(*tree->apps[i]);
    for (const CLI::Option* option : tree->apps[i]->get_options()) {
      OptionDescription described{option->get_name(), option->get_description(), false, false};
      described.positional = option->get_positional();
      described.takes_value = option->get_type_size() != 0;
      command.options.push_back(std::move(described));
    }
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace cli
