#include "planner/schema.hpp"

#include "planner/emit/schema.hpp"

namespace planner {

std::string schema(std::string_view what) {
  if (what == "report") return emit_report_schema();
  if (what == "simulate") return emit_simulate_schema();
  if (what == "rehearse") return emit_rehearse_schema();
  if (what == "lint") return emit_lint_schema();
  if (what == "reference") return emit_spec_reference();
  if (what == "compose") return emit_compose_reference();
  return emit_spec_schema();
}

}  // namespace planner
