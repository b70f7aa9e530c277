#pragma once
// From a text or a layout to findings, as the lint command does it.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/source_file.hpp"
#include "planner/rules/rule.hpp"

namespace planner::test {

Facts facts_of(Cluster cluster);

/// Findings on a layout made without a spec.
std::vector<Finding> judge(const Cluster& cluster);

/// Findings on a spec; its errors of form if it has any.
std::vector<Finding> judge_spec(std::string_view text);

/// Findings on a spec, with all files beside it.
std::vector<Finding> judge_spec(const SourceFile& spec, std::span<const SourceFile> files);

/// The same for whichever kind of file the name says.
std::vector<Finding> judge_file(const SourceFile& file, std::span<const SourceFile> beside = {});

/// Names of the rules, one a finding, in the order of the findings.
std::vector<std::string> rules_of(const std::vector<Finding>& findings);

std::vector<Finding> only(const std::vector<Finding>& findings, std::string_view rule);

}  // namespace planner::test
