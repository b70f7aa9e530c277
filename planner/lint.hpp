#pragma once
// Specs, stack files and node dumps: all findings of all files.
#include <string>
#include <vector>

#include "planner/model/beside.hpp"
#include "planner/model/finding.hpp"
#include "planner/model/sources.hpp"

namespace planner {

struct Linted {
  std::vector<Finding> findings;  // in the order of the files, then by position
  bool invalid = false;           // some file could not be read as what it is: exit code 2
};

/// `order` names the files to lint; each is in `sources`. With exactly one spec among them, all stack files are judged
/// on its layout too; with several, which of them a stack is for is not known, and each file is judged by itself.
Linted lint(const Sources& sources, const std::vector<std::string>& order, const Beside& beside = {});

}  // namespace planner
