#pragma once
// The stages that every command about a spec shares: text → cluster → facts → findings.
#include <optional>
#include <string_view>
#include <vector>

#include "planner/emit/report.hpp"
#include "planner/model/beside.hpp"
#include "planner/model/finding.hpp"

namespace planner {

/// How far the analysis goes.
struct Depth {
  std::optional<int> within;  // cut sets of so many losses at most; none: of any size
};

struct Assessed {
  std::optional<Report> report;  // none when the spec is invalid
  std::vector<Finding> errors;   // then these errors of form
  std::vector<Finding> compose;  // what is wrong with the compose files: then there is a report, but no stack
};

/// Fills in all that is known of the quorum of `facts.cluster`.
void judge_quorum(Facts& facts, const Depth& depth = {});

/// Fills in whether its stack fits; after the quorum.
void judge_fitting(Facts& facts);

/// The services of a cluster whose spec is read: those of its compose files, or stand-ins where it has none. What is
/// wrong with the files.
std::vector<Finding> settle_services(Cluster& cluster, std::string_view file, const Beside& beside);

Assessed assess(std::string_view text, std::string_view file, const Beside& beside = {}, const Depth& depth = {});

}  // namespace planner
