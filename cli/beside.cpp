#include "cli/beside.hpp"

#include <filesystem>
#include <istream>
#include <sstream>

#include "cli/error.hpp"
#include "cli/input.hpp"
#include "planner/variables.hpp"

extern char** environ;

namespace cli {
namespace {

planner::FileReading read_file(planner::Sources& read, const std::string& path) {
  std::istringstream nothing;
  try {
    std::string text = read_input(path == "-" ? "./-" : path, nothing, planner::kLargestInput);
    read[path] = text;
    return {std::move(text), {}};
  } catch (const Error& error) {
    std::string why = error.what();
    for (const std::string& said : {path + ": ", std::string("cannot be read: ")})
      if (why.starts_with(said)) why.erase(0, said.size());
    return {std::nullopt, std::move(why)};
  }
}

std::optional<std::uintmax_t> size_of(const std::string& path) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return std::nullopt;
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  return failed ? std::nullopt : std::optional(size);
}

planner::Variables environment() {
  planner::Variables result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) result[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return result;
}

}  // namespace

planner::Beside beside(planner::Sources& read, const VariableArguments& arguments) {
  planner::Beside result;
  result.read = [&read](const std::string& path) { return read_file(read, path); };
  result.size = size_of;
  if (arguments.env_files.empty() && !arguments.from_environment) return result;
  planner::Variables& variables = result.variables.emplace();
  const planner::Variables own = arguments.from_environment ? environment() : planner::Variables();
  std::istringstream nothing;
  for (const std::string& file : arguments.env_files)
    if (const std::string wrong =
            planner::add_variables(read_input(file, nothing, planner::kLargestInput), variables, own);
        !wrong.empty())
      throw Error(2, file + ": " + wrong);
  for (const auto& [name, value] : own) variables[name] = value;
  return result;
}

}  // namespace cli
