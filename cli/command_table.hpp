#pragma once
// The table of commands: what each is called, what it does, which options it takes.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"

namespace CLI {
class App;
}

namespace cli {

struct Command {
  std::string_view name;
  std::string_view summary;
  Arguments (*start)();  // its options as they are when none is given
  void (*declare)(CLI::App& app, Arguments& arguments);
};

/// In the order of `--help`.
std::span<const Command> command_table();

/// An option that takes one of `choices`; `value` is its default.
void add_choice(CLI::App& app, const std::string& name, std::string& value, const std::string& help,
                const std::vector<std::string>& choices);

}  // namespace cli
