// Several files become one: mappings join key by key, scalars of the later file win, lists add up.
//
// That is the rule of `docker stack deploy -c a -c b` and of Compose alike. Where the two differ, or deploy's own code
// (cli/compose/loader/merge.go) loses what nobody meant to lose, it is Compose's:
// - deploy tells ports apart by the published one alone, so that of 53/udp and 53/tcp, or of two ports without a
//   published one, only one is left, even if the later file says nothing of ports; here the protocol counts, protocol
//   do;
// - deploy appends one healthcheck's `test` to the other's; here the later one replaces it, as with command and
// entrypoint;
// - deploy takes neither false nor 0 for a value that wins; here they win;
// - deploy replaces driver_opts, labels and ipam of a network or volume; here mappings join at every depth.
// An entry that stands in both lists stands once. !reset takes a key away, !override puts another value in its place.
#include <algorithm>
#include <array>
#include <utility>

#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

bool equal(const YamlValue& a, const YamlValue& b) {
  if (a.kind != b.kind || a.text != b.text || a.is_text != b.is_text) return false;
  if (a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i)
    if (!equal(a.items[i], b.items[i])) return false;
  for (std::size_t i = 0; i < a.entries.size(); ++i)
    if (a.entries[i].key != b.entries[i].key || !equal(a.entries[i].value, b.entries[i].value)) return false;
  return true;
}

/// What makes an item of that list the same as one of another file; empty: all of it.
std::string identity(std::string_view list, const YamlValue& item) {
  const auto part = [&](std::string_view key) {
    const YamlField* field = item.find(key);
    return field == nullptr ? std::string("\n") : field->value.text + "\n";
  };
  if (!item.is_mapping()) return {};
  if (list == "ports") return part(item.find("published") != nullptr ? "published" : "target") + part("protocol");
  if (list == "volumes") return part("target");
  if (list == "secrets" || list == "configs") return part("source");
  return {};
}

void join_lists(std::string_view key, YamlValue& base, YamlValue over) {
  for (YamlValue& item : over.items) {
    const std::string id = identity(key, item);
    const auto same = std::ranges::find_if(
        base.items, [&](const YamlValue& old) { return id.empty() ? equal(old, item) : identity(key, old) == id; });
    if (same == base.items.end())
      base.items.push_back(std::move(item));
    else
      *same = std::move(item);
  }
}

bool replaces(std::string_view key) {
  constexpr std::array<std::string_view, 4> keys{"command", "entrypoint", "test", "aliases"};
  return std::ranges::find(keys, key) != keys.end();
}

/// Options of one log driver mean nothing to another.
bool is_other_driver(std::string_view key, const YamlValue& base, const YamlValue& over) {
  const YamlField* old = base.find("driver");
  const YamlField* fresh = over.find("driver");
  return key == "logging" && old != nullptr && fresh != nullptr && old->value.text != fresh->value.text;
}

void merge(std::string_view key, YamlValue& base, YamlValue over) {
  if (over.is_null()) return;
  if (over.tag == "!override") {
    base = std::move(over);
    return;
  }
  if (base.is_sequence() && over.is_sequence() && !replaces(key)) return join_lists(key, base, std::move(over));
  if (!base.is_mapping() || !over.is_mapping() || is_other_driver(key, base, over)) {
    base = std::move(over);
    return;
  }
  for (YamlField& entry : over.entries) {
    YamlValue* old = value_in(base, entry.key);
    if (entry.value.tag == "!reset")
      take(base, entry.key);
    else if (old == nullptr)
      base.entries.push_back(std::move(entry));
    else
      merge(entry.key, *old, std::move(entry.value));
  }
}

/// Those that had nothing to take away.
void drop_resets(YamlValue& value) {
  std::erase_if(value.entries, [](const YamlField& entry) { return entry.value.tag == "!reset"; });
  for (YamlField& entry : value.entries) drop_resets(entry.value);
}

}  // namespace

void merge_compose(YamlValue& base, YamlValue over) {
  merge("", base, std::move(over));
  drop_resets(base);
}

}  // namespace planner
