#pragma once
// An output format: its name, the file it fills in `plan -o DIR`, and the function that prints it.
#include <span>
#include <string>
#include <string_view>

#include "planner/emit/report.hpp"

namespace planner {

enum class For { centralized, decentralized, both };

struct Emitter {
  std::string_view name;     // "report-text": unique
  std::string_view file;     // in DIR; empty: not part of `plan`
  std::string_view summary;  // one line, shown in NEXT.md and docs
  For control;               // which plans have it
  bool executable;
  std::string (*emit)(const Report& report);
};

/// All emitters in the order in which `plan` writes them.
std::span<const Emitter> all_emitters();

const Emitter* find_emitter(std::string_view name);

// One file a format.
std::string emit_report_text(const Report& report);
std::string emit_report_json(const Report& report);
std::string emit_report_markdown(const Report& report);
std::string emit_stack_yaml(const Report& report);     // centralized
std::string emit_stack_changes(const Report& report);  // what became of compose files
std::string emit_compose_yaml(const Report& report);   // decentralized: one service host
std::string emit_labels_script(const Report& report);
std::string emit_labels_json(const Report& report);
std::string emit_bootstrap_script(const Report& report);
std::string emit_diagram_mermaid(const Report& report);
std::string emit_next_markdown(const Report& report);

}  // namespace planner
