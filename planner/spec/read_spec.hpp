#pragma once
// Text → Spec: the TOML, its sections and its places, with every mistake told.
#include <set>
#include <string_view>
#include <vector>

#include "planner/model/finding.hpp"
#include "planner/model/sources.hpp"
#include "planner/spec/notation.hpp"
#include "planner/spec/spec.hpp"

namespace planner {

struct SpecReading {
  Spec spec;
  bool complete = true;           // false: cut short by a syntax error, so nothing may be concluded from absence
  std::vector<Finding> findings;  // all errors
  std::set<SourceRange> damaged;  // as in Decoder
  std::vector<Comment> comments;  // views into the text
};

SpecReading read_spec(std::string_view text, std::string_view file);

}  // namespace planner
