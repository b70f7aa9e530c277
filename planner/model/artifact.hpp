#pragma once
// A file that the planner made and the command line writes.
#include <string>

namespace planner {

struct Artifact {
  std::string path;  // relative to the output folder
  std::string content;
  bool executable = false;
};

}  // namespace planner
