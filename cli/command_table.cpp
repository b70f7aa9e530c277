#include "cli/command_table.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>

namespace cli {
namespace {

using Choices = std::vector<std::string>;

void add_spec(CLI::App& app, std::string& spec) {
  app.add_option("SPEC", spec, "The layout, a TOML file; - reads standard input")->required();
}

void add_fail_on(CLI::App& app, FailOn& fail_on) {
  const std::map<std::string, FailOn> words{
      {"error", FailOn::error}, {"warning", FailOn::warning}, {"info", FailOn::info}, {"never", FailOn::never}};
  const auto standing =
      std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.second == fail_on; });
  app.add_option_function<std::string>(
         "--fail-on", [&fail_on, words](const std::string& word) { fail_on = words.at(word); },
         "Exit with 1 when a finding is this bad or worse")
      ->check(CLI::IsMember(Choices{"error", "warning", "info", "never"}))
      ->default_str(standing->first);
}

void add_variables(CLI::App& app, VariableArguments& variables) {
  app.add_option("--env-file", variables.env_files,
                 "Values for the variables of compose files; repeat it, later files win. Without one, and without "
                 "--interpolate, variables stay in the stack for deploy time")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_flag("--interpolate", variables.from_environment,
               "Take values for the variables of compose files from the environment; it beats --env-file");
}

void declare_plan(CLI::App& app, Arguments& arguments) {
  PlanArguments& plan = std::get<PlanArguments>(arguments);
  add_spec(app, plan.spec);
  app.add_option("-o,--out", plan.directory, "Folder for the files")->capture_default_str();
  app.add_flag("--force", plan.force, "Overwrite files that were edited or written by somebody else");
  add_variables(app, plan.variables);
  add_fail_on(app, plan.fail_on);
}

void declare_report(CLI::App& app, Arguments& arguments) {
  ReportArguments& report = std::get<ReportArguments>(arguments);
  add_spec(app, report.spec);
  add_choice(app, "--format", report.format, "How to print it", {"text", "json", "markdown"});
  app.add_option("--within", report.within, "Look only for sets of so many losses or fewer that stop the quorum")
      ->check(CLI::Range(1, 1000000))
      ->type_name("K");
  add_fail_on(app, report.fail_on);
}

void declare_lint(CLI::App& app, Arguments& arguments) {
  LintArguments& lint = std::get<LintArguments>(arguments);
  app.add_option("PATH", lint.paths, "Specs (.toml), stack files (.yml, .yaml), node dumps (.json)")->required();
  add_choice(app, "--format", lint.format, "How to print it", {"text", "json"});
  add_fail_on(app, lint.fail_on);
}

/// One value each, and as often as one likes: a list would swallow SPEC.
void add_repeated(CLI::App& app, const std::string& name, std::vector<std::string>& values, const std::string& what,
                  const std::string& help) {
  app.add_option(name, values, help)->type_name(what)->allow_extra_args(false);
}

void declare_simulate(CLI::App& app, Arguments& arguments) {
  SimulateArguments& simulate = std::get<SimulateArguments>(arguments);
  add_spec(app, simulate.spec);
  add_repeated(app, "--fail", simulate.fail, "REF",
               "Dies: a place, a host name, a declared domain, or PLACE:ROLE; repeat it for more at once");
  add_repeated(app, "--drain", simulate.drain, "REF", "Is drained: runs no tasks, and stays a member");
  add_repeated(app, "--cut", simulate.cut, "A:B", "All traffic between two places stops, declared link or not");
  app.add_option("--max", simulate.max,
                 "Find the largest set of this level that may be stopped besides: group, region, zone, rack, node, or "
                 "a declared kind")
      ->type_name("LEVEL");
  app.add_option(
         "--seeds", simulate.seeds,
         "How many lives of the services' tasks to play, where chance decides; without it 1000, and fewer for a "
         "large layout")
      ->check(CLI::Range(1, 1000000))
      ->type_name("N");
  add_choice(app, "--format", simulate.format, "How to print it", {"text", "json", "markdown"});
}

void declare_rehearse(CLI::App& app, Arguments& arguments) {
  RehearseArguments& rehearse = std::get<RehearseArguments>(arguments);
  add_spec(app, rehearse.spec);
  add_repeated(app, "--fail", rehearse.fail, "REF[,REF]",
               "A drill: this dies, as by a power cut; repeat it for more drills, a comma joins what dies together");
  add_repeated(app, "--stop", rehearse.stop, "REF[,REF]", "A drill: its engines are stopped in order");
  add_repeated(app, "--cut", rehearse.cut, "A:B[,C:D]", "A drill: all traffic between two places stops");
  add_repeated(app, "--drain", rehearse.drain, "REF[,REF]", "A drill: it is drained");
  add_repeated(app, "--all", rehearse.all, "LEVEL",
               "A drill for each group, region, zone, rack, node or declared kind");
  add_repeated(app, "--scale", rehearse.scale, "ROLE=N",
               "Boot at most N workers or load balancers of each zone; managers are all booted");
  app.add_option("--engine", rehearse.engine, "Take the engine's programs from this folder")->type_name("DIR");
  app.add_option("--image-tar", rehearse.image_tar, "Run this root file system in place of every service's image")
      ->type_name("FILE");
  app.add_flag("--keep", rehearse.keep, "Leave the Swarm running afterwards, until interrupted");
  add_choice(app, "--format", rehearse.format, "How to print it", {"text", "json", "junit"});
}

void declare_explain(CLI::App& app, Arguments& arguments) {
  app.add_option("RULE", std::get<ExplainArguments>(arguments).rule, "A rule's name; without it all are listed");
}

void declare_stack(CLI::App& app, Arguments& arguments) {
  PrintArguments& print = std::get<PrintArguments>(arguments);
  print.what = "stack";
  print.format = "yaml";
  add_spec(app, print.spec);
  app.add_flag("--explain", print.explain, "Print what became of the compose files instead: each change with its line");
  add_variables(app, print.variables);
}

/// The first of the formats is the default.
void declare_print(CLI::App& app, Arguments& arguments, const char* what, const char* help, const Choices& formats) {
  PrintArguments& print = std::get<PrintArguments>(arguments);
  print.what = what;
  print.format = formats.front();
  add_spec(app, print.spec);
  add_choice(app, "--format", print.format, help, formats);
}

void declare_labels(CLI::App& app, Arguments& arguments) {
  declare_print(app, arguments, "labels", "How to print them", {"sh", "json"});
}

void declare_bootstrap(CLI::App& app, Arguments& arguments) {
  declare_print(app, arguments, "bootstrap", "How to print it", {"sh"});
}

void declare_diagram(CLI::App& app, Arguments& arguments) {
  declare_print(app, arguments, "diagram", "How to draw it", {"mermaid"});
}

void declare_init(CLI::App& app, Arguments& arguments) {
  app.add_option("PATH", std::get<InitArguments>(arguments).path, "File to write")->capture_default_str();
}

void declare_fmt(CLI::App& app, Arguments& arguments) {
  FmtArguments& format = std::get<FmtArguments>(arguments);
  add_spec(app, format.spec);
  app.add_flag("--write", format.write, "Rewrite the file instead of printing");
  app.add_flag("--check", format.check, "Print nothing; exit with 1 when the file is not in canonical form");
}

void declare_schema(CLI::App& app, Arguments& arguments) {
  SchemaArguments& schema = std::get<SchemaArguments>(arguments);
  app.add_option("WHAT", schema.what,
                 "cluster: of a spec; report, simulate, rehearse, lint: of what these print as JSON; reference: the "
                 "spec's reference "
                 "page in Markdown; compose: what becomes of each key of a compose file")
      ->check(CLI::IsMember(Choices{"cluster", "report", "simulate", "rehearse", "lint", "reference", "compose"}))
      ->capture_default_str();
}

void declare_completion(CLI::App& app, Arguments& arguments) {
  app.add_option("SHELL", std::get<CompletionArguments>(arguments).shell, "For which shell")
      ->required()
      ->check(CLI::IsMember(Choices{"bash", "zsh", "fish"}));
}

template <class Kind>
Arguments start() {
  return Kind{};
}

constexpr std::array<Command, 14> kCommands{{
    {"plan", "Write everything that is needed to run the layout, and print what it survives", start<PlanArguments>,
     declare_plan},
    {"report", "Print what the layout survives", start<ReportArguments>, declare_report},
    {"lint", "Find mistakes and risks", start<LintArguments>, declare_lint},
    {"simulate", "Print what is left when something fails, is drained or cut off", start<SimulateArguments>,
     declare_simulate},
    {"rehearse", "Boot the layout as real engines on this machine, try failures, and compare with what was foretold",
     start<RehearseArguments>, declare_rehearse},
    {"explain", "Say why a rule exists, with an example and the cure", start<ExplainArguments>, declare_explain},
    {"stack", "Print the stack file for docker stack deploy", start<PrintArguments>, declare_stack},
    {"labels", "Print the script that labels the nodes", start<PrintArguments>, declare_labels},
    {"bootstrap", "Print the script that forms the Swarm", start<PrintArguments>, declare_bootstrap},
    {"diagram", "Print a diagram of the layout", start<PrintArguments>, declare_diagram},
    {"init", "Write a commented spec to start from", start<InitArguments>, declare_init},
    {"fmt", "Print a spec in canonical TOML", start<FmtArguments>, declare_fmt},
    {"schema", "Print a JSON Schema, or the reference of the spec", start<SchemaArguments>, declare_schema},
    {"completion", "Print a completion script for a shell", start<CompletionArguments>, declare_completion},
}};

}  // namespace

std::span<const Command> command_table() { return kCommands; }

void add_choice(CLI::App& app, const std::string& name, std::string& value, const std::string& help,
                const Choices& choices) {
  app.add_option(name, value, help)->check(CLI::IsMember(choices))->capture_default_str();
}

}  // namespace cli
