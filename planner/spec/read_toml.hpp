#pragma once
// Text → TOML table: the notation pass, toml++, and every error of form told in our own words.
#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

#include "planner/model/finding.hpp"
#include "planner/spec/notation.hpp"

namespace planner {

struct TomlReading {
  toml::table table;              // of the lines before the first syntax error, where there is one
  bool complete = true;           // false: a syntax error cut it short or a line was rejected, so what is missing
                                  // from the table is not the user's mistake
  std::vector<Finding> findings;  // rule "invalid-syntax"; in order of position
  std::vector<Comment> comments;
};

TomlReading read_toml(std::string_view text, std::string_view file);

}  // namespace planner
