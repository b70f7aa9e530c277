#pragma once
// A Report of a layout, as the pipeline would make it, with the real quorum analysis.
#include "planner/emit/report.hpp"
#include "tests/layout.hpp"

namespace planner::test {

inline Report report_of(Cluster cluster, std::string file = "cluster.toml") {
  Report report;
  report.facts.file = std::move(file);
  report.facts.quorum = analyse_quorum(cluster);
  report.facts.stack.name = cluster.name;
  report.facts.cluster = std::move(cluster);
  return report;
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace planner::test
