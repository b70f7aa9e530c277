#include "planner/emit/lint_json.hpp"

#include <algorithm>

#include "planner/emit/report_json.hpp"

namespace planner {

std::string emit_lint_json(std::span<const Finding> findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) list.push_back(json_finding(finding));
  Json summary = Json::object();
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info})
    summary[std::string(name_of(severity))] = std::ranges::count(findings, severity, &Finding::severity);
  const Json json = {{"findings", std::move(list)}, {"summary", std::move(summary)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace planner
