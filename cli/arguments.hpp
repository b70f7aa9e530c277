#pragma once
// What the user typed, as one of several plain structs. CLI11 stands behind this header.
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cli {

/// From which severity on findings make the exit code 1.
enum class FailOn { error, warning, info, never };

/// Values for the variables of compose files; without any they stay for deploy time.
struct VariableArguments {
  std::vector<std::string> env_files;  // later ones beat earlier ones
  bool from_environment = false;       // beats the files
};

struct PlanArguments {
  std::string spec;
  std::string directory = "plan";
  bool force = false;
  VariableArguments variables;
  FailOn fail_on = FailOn::never;
};

struct ReportArguments {
  std::string spec;
  std::string format = "text";
  std::optional<int> within;  // largest size of the cut sets looked for
  FailOn fail_on = FailOn::never;
};

struct LintArguments {
  std::vector<std::string> paths;
  std::string format = "text";
  FailOn fail_on = FailOn::error;
};

struct SimulateArguments {
  std::string spec;
  std::vector<std::string> fail, drain, cut;
  std::optional<int> seeds;
  std::string max;  // a level; empty: not asked
  std::string format = "text";
};

/// Each entry of a list is a drill of its own.
struct RehearseArguments {
  std::string spec;
  std::vector<std::string> fail, stop, cut, drain, all, scale;
  std::string engine;     // a folder
  std::string image_tar;  // a file
  bool keep = false;
  std::string format = "text";
};

struct ExplainArguments {
  std::string rule;  // empty: list them
};

/// One artifact of a plan: stack, labels, bootstrap, diagram.
struct PrintArguments {
  std::string what;
  std::string spec;
  std::string format;
  bool explain = false;  // stack: what became of the compose file instead
  VariableArguments variables;
};

struct InitArguments {
  std::string path = "cluster.toml";
};

struct FmtArguments {
  std::string spec;
  bool write = false;
  bool check = false;
};

struct SchemaArguments {
  std::string what = "cluster";  // cluster, report, reference (a page of documentation)
};

struct CompletionArguments {
  std::string shell;
};

using Arguments =
    std::variant<PlanArguments, ReportArguments, LintArguments, SimulateArguments, RehearseArguments, ExplainArguments,
                 PrintArguments, InitArguments, FmtArguments, SchemaArguments, CompletionArguments>;

enum class Colour { automatic, always, never };

struct Parsed {
  std::optional<Arguments> arguments;  // none: there is only something to say
  Colour colour = Colour::automatic;
  int exit_code = 0;
  std::string out;  // help or version
  std::string err;  // what is wrong with the arguments
};

Parsed parse_arguments(const std::vector<std::string>& arguments);

/// A command with its options, for completion scripts and the page of commands.
struct OptionDescription {
  std::string name;  // "--format", or "SPEC" for a positional
  std::string help;
  bool positional = false;
  bool takes_value = false;
};

struct CommandDescription {
  std::string name;
  std::string summary;
  std::vector<OptionDescription> options;
  std::string help;  // as `swarmplan NAME --help` prints it
};

std::vector<CommandDescription> describe_commands();

}  // namespace cli
