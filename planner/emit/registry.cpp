// The emitters, in the order in which `plan` writes their files.
#include <algorithm>
#include <array>

#include "planner/emit/emitter.hpp"

namespace planner {
namespace {

constexpr std::array<Emitter, 11> kEmitters{{
    {"report-text", "report.txt", "what the layout survives, for people", For::both, false, emit_report_text},
    {"report-json", "report.json", "the same for programs", For::both, false, emit_report_json},
    {"report-markdown", "", "the same for a merge request", For::both, false, emit_report_markdown},
    {"stack-yaml", "stack.yml", "the services, for docker stack deploy", For::centralized, false, emit_stack_yaml},
    {"stack-changes", "", "what became of the compose files", For::centralized, false, emit_stack_changes},
    {"compose-yaml", "compose.yml", "the services of one host, for docker compose up", For::decentralized, false,
     emit_compose_yaml},
    {"labels-sh", "labels.sh", "labels every node with its place and role", For::centralized, true, emit_labels_script},
    {"labels-json", "", "the same labels as data", For::centralized, false, emit_labels_json},
    {"bootstrap-sh", "bootstrap.sh", "forms the Swarm: init, join, label, activate", For::centralized, true,
     emit_bootstrap_script},
    {"diagram-mermaid", "diagram.mmd", "a picture of the layout", For::both, false, emit_diagram_mermaid},
    {"next", "NEXT.md", "what to do with these files, and what to do when the quorum is lost", For::both, false,
     emit_next_markdown},
}};

}  // namespace

std::span<const Emitter> all_emitters() { return kEmitters; }

const Emitter* find_emitter(std::string_view name) {
  const auto found = std::find_if(kEmitters.begin(), kEmitters.end(), [&](const Emitter& e) { return e.name == name; });
  return found == kEmitters.end() ? nullptr : &*found;
}

}  // namespace planner
