#pragma once
// What stands beside a spec: the files that it names, and values for the variables in them.
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace planner {

struct FileReading {
  std::optional<std::string> text;
  std::string why;  // it cannot be had: "there is no such file"
};

/// A file by its path as messages show it: relative to where the program runs, as the spec's own is.
using FileLookup = std::function<FileReading(const std::string& path)>;

/// Bytes of a file by such a path; none of what is no plain file. Nothing is read.
using FileSize = std::function<std::optional<std::uintmax_t>(const std::string& path)>;

using Variables = std::map<std::string, std::string, std::less<>>;

struct Beside {
  FileLookup read;                     // empty: no file can be had
  std::optional<Variables> variables;  // none: variables stay in the stack for deploy time
  std::string spec_from_plan = "..";   // the spec's folder, seen from the one that the plan is written to
  FileSize size = {};                  // empty: no size can be had
};

}  // namespace planner
