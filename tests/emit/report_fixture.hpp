#pragma once
// A Report of a layout, as the pipeline would make it, with the real quorum analysis.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "planner/assess.hpp"
#include "planner/emit/report.hpp"
#include "tests/layout.hpp"

namespace planner::test {

inline Report report_of(Cluster cluster, std::string file = "cluster.toml") {
  Report report;
  report.facts.file = std::move(file);
  report.facts.stack.name = cluster.name;
  report.facts.cluster = std::move(cluster);
  judge_quorum(report.facts);
  return report;
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

inline std::size_t widest(const std::string& text) {
  std::size_t width = 0;
  for (const std::string& line : lines_of(text)) width = std::max(width, line.size());
  return width;
}

inline std::string words_of(std::string text) {
  std::string result;
  for (const char c : text)
    if (c != ' ' && c != '\n')
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  return result;
}

/// Says the same, however the lines are broken.
inline bool says(const std::string& text, const std::string& part) { return contains(words_of(text), words_of(part)); }

}  // namespace planner::test
