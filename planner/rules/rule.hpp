#pragma once
// A rule: the bad thing that it finds, why it is bad, how to mend it, and an example of either kind.
#include <span>
#include <string_view>
#include <vector>

#include "planner/model/finding.hpp"
#include "planner/model/source_file.hpp"
#include "planner/rules/facts.hpp"

namespace planner {

/// What a rule must be given to judge. `files`: stack files or node dumps, either will do. `both`: these with a spec.
/// `any`: these or a spec.
enum class Input { spec, files, both, any };

struct Rule {
  std::string_view name;  // the bad thing: "quorum-lost-with-domain"
  Severity severity;      // the highest it gives; a Finding carries its own
  Input needs;
  bool refused = false;                   // an error of it is what docker stack deploy or the engine refuses
  std::string_view summary;               // one line
  std::string_view why;                   // what breaks, with the arithmetic and the source
  std::string_view fix;                   // what to change; required
  std::span<const SourceFile> bad, good;  // minimal inputs: shown by `explain`, in docs, and run as the rule's test
  /// Findings without `rule`; without `file` too where the file is the spec. Whoever runs the rule fills them in.
  std::vector<Finding> (*check)(const Facts& facts);
};

/// All rules in the order in which they are told.
std::span<const Rule* const> all_rules();

const Rule* find_rule(std::string_view name);

/// Findings of all rules that a spec feeds, less those that an allow comment silences, plus findings on the allow
/// comments themselves. Sorted by position, then by rule.
std::vector<Finding> check_spec(const Facts& facts);

/// The same of all rules that stack files and node dumps feed; no spec is looked at. Sorted by file, then as above.
std::vector<Finding> check_files(const Facts& facts);

}  // namespace planner
