#pragma once
// What the steps from compose files to services share: where files are, what has changed, what is wrong.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/beside.hpp"
#include "planner/model/compose.hpp"
#include "planner/model/finding.hpp"

namespace planner {

constexpr std::size_t kMostEntries = 2000;  // of one mapping or list: what joins them is quadratic

struct Conversion {
  const Beside& beside;
  std::string stack;               // its name
  std::string spec_folder;         // as messages show it, with a slash at its end; empty: where the program runs
  std::string project_folder;      // of the first compose file, relative to the spec's: what paths in it start from
  std::vector<std::string> files;  // the compose files as messages name them; YamlValue::file is an index here
  std::vector<ComposeChange> changes;
  std::vector<Finding> errors;
  std::int64_t ports = 0;                        // written so far
  std::set<std::string, std::less<>> variables;  // that the files use

  /// A file by its path as messages show it.
  FileReading read(const std::string& shown) const {
    return beside.read ? beside.read(shown) : FileReading{{}, "it is not at hand"};
  }
  void rewritten(const YamlValue& at, std::string path, std::string told) {
    change(ComposeChange::Kind::rewritten, at.where, at.file, std::move(path), std::move(told));
  }
  void left_out(const YamlValue& at, std::string path, std::string told) {
    change(ComposeChange::Kind::left_out, at.where, at.file, std::move(path), std::move(told));
  }
  void change(ComposeChange::Kind kind, SourceRange where, int file, std::string path, std::string told);
  /// `path` leads the message: "services.api.build: …".
  void error(const YamlValue& at, std::string_view path, std::string_view message, std::string help = {});
};

/// `path` seen from `folder`, "." and ".." worked out as far as they can be; an absolute one as it is.
std::string path_from(std::string_view folder, std::string_view path);

}  // namespace planner
