// Walks the tree of values down the table of keys. A key is looked up below its parent; an unknown or refused one is
// told and not entered. A value is held against the types of its key, then against the form that texts there have.
#include "planner/stack/key_shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <tuple>

#include "planner/model/nearest.hpp"
#include "planner/stack/schema_lists.hpp"
#include "planner/stack/value_forms.hpp"
#include "planner/stack/variables.hpp"
#include "planner/stack/yaml_scalar.hpp"
#include "planner/swarm/compose_keys.hpp"

namespace planner {
namespace {

using Kind = StackTrouble::Kind;

constexpr std::size_t most_guesses = 100;  // of what an unknown key was meant to be
constexpr std::size_t longest_name = 100;  // of a key in messages

Shapes shapes_of(const YamlValue& value, std::string_view pattern, Shapes taken) {
  switch (value.kind) {
    case YamlValue::Kind::null: return kNull;
    case YamlValue::Kind::sequence: return kList;
    case YamlValue::Kind::mapping: return kMap;
    case YamlValue::Kind::scalar: break;
  }
  switch (type_of(value)) {
    case ScalarType::integer: return kInteger | kNumber;
    case ScalarType::real: return is_whole_number(value) ? kInteger | kNumber : kNumber;
    case ScalarType::boolean: return kBoolean;
    default: break;
  }
  // The reader makes a time of it, which becomes a text again only where numbers do.
  if (type_of(value) == ScalarType::timestamp && (taken & (kText | kNumber)) != (kText | kNumber)) return 0;
  const bool becomes_any = is_cast(pattern) && holds_variable(value.text);
  return becomes_any ? kText | kInteger | kNumber | kBoolean : kText;
}

/// One text for equal values of equal type.
std::string fingerprint(const YamlValue& value) {
  if (value.is_scalar()) {
    const double number = number_of(value);
    return number == number ? fmt::format("n{}", number) : fmt::format("t{}:{}", value.text.size(), value.text);
  }
  std::string text = value.is_mapping() ? "{" : "[";
  std::vector<std::string> parts;
  for (const YamlValue& item : value.items) parts.push_back(fingerprint(item));
  for (const YamlField& entry : value.entries)
    parts.push_back(fmt::format("{}:{}={}", entry.key.size(), entry.key, fingerprint(entry.value)));
  if (value.is_mapping()) std::ranges::sort(parts);
  return text + fmt::format("{}", fmt::join(parts, ","));
}

/// Of a key that is taken by the schema and has no effect.
Kind kind_of(Treatment treatment) {
  if (treatment == Treatment::warned) return Kind::warned;
  return treatment == Treatment::deprecated ? Kind::deprecated : Kind::ignored;
}

bool is_true(const YamlValue& value) {
  return value.is_scalar() && type_of(value) == ScalarType::boolean && (value.text[0] | 0x20) == 't';
}

struct Place {
  std::string pattern, path, service;

  Place below(std::string_view known, std::string_view name) const {
    return {pattern.empty() ? std::string(known) : fmt::format("{}.{}", pattern, known),
            path.empty() ? std::string(name) : fmt::format("{}.{}", path, name),
            pattern == "services" ? std::string(name) : service};
  }
};

class Walk {
 public:
  explicit Walk(int version) : version_(version) {}

  void mapping(const YamlValue& map, const Place& place) {
    for (const YamlField& entry : map.entries) field(entry, place);
  }
  std::vector<StackTrouble> take();

 private:
  void tell(Kind kind, const Place& place, SourceRange where, std::string detail, const ComposeKey* key = nullptr);
  void field(const YamlField& entry, const Place& parent);
  void value(const YamlValue& value, const Place& place, const ComposeKey& key, SourceRange where);
  void scalar(const YamlValue& value, const Place& place);
  void list(const YamlValue& list, const Place& place);
  void dollars(const YamlValue& value, const Place& place);
  void required(const YamlValue& map, const Place& place, SourceRange where);

  int version_;
  std::size_t guesses_ = 0;
  std::vector<StackTrouble> troubles_;
};

void Walk::tell(Kind kind, const Place& place, SourceRange where, std::string detail, const ComposeKey* key) {
  if (troubles_.size() > most_troubles) return;
  troubles_.push_back({.kind = kind,
                       .path = place.path,
                       .service = place.service,
                       .where = where,
                       .pattern = key != nullptr ? key->path : std::string_view(),
                       .instead = key != nullptr ? key->instead : std::string_view(),
                       .since = key != nullptr ? key->since : 0,
                       .detail = std::move(detail)});
}

/// The nearest key that may stand there.
std::string near_key(const std::string& parent, std::string_view key) {
  const std::string prefix = parent.empty() ? "" : parent + ".";
  std::vector<std::string_view> names;
  for (const std::span<const ComposeKey> table : compose_keys())
    for (const ComposeKey& known : table) {
      if (known.since == kNever || !known.path.starts_with(prefix)) continue;
      const std::string_view name = known.path.substr(prefix.size());
      if (name.find_first_of(".*[") == std::string_view::npos) names.push_back(name);
    }
  return std::string(nearest(key, names));
}

bool has_children(std::string_view pattern) {
  const std::string prefix = std::string(pattern) + ".";
  return std::ranges::any_of(compose_keys(), [&](std::span<const ComposeKey> table) {
    const auto first = std::ranges::lower_bound(table, std::string_view(prefix), {}, &ComposeKey::path);
    return first != table.end() && first->path.starts_with(prefix);
  });
}

void Walk::field(const YamlField& entry, const Place& parent) {
  const ComposeKey* key = find_compose_key(parent.pattern, entry.key);
  const std::string name = shortened(entry.key);
  if (key == nullptr) {
    const Place here = parent.below(name, name);
    return tell(Kind::unknown, here, entry.where, guesses_++ < most_guesses ? near_key(parent.pattern, name) : "");
  }
  const std::size_t dot = key->path.rfind('.');
  const Place here = parent.below(dot == std::string_view::npos ? key->path : key->path.substr(dot + 1), name);
  if (key->path.ends_with('*') && !key->path.ends_with("x-*") && !is_key_name(key->path, entry.key))
    return tell(Kind::misshapen, here, entry.where, "named with one or more of A-Z a-z 0-9 . _ -");
  if (key->path == "networks.*" && !is_key_name("volumes.*", entry.key) && !entry.value.is_scalar())
    return;  // not looked at
  if (key->since == kNever) return tell(Kind::refused, here, entry.where, "", key);
  if (key->since > version_) return tell(Kind::too_new, here, entry.where, "", key);
  const ComposeKey* around = find_compose_key(parent.pattern);
  if (key->treatment != Treatment::taken && (around == nullptr || around->treatment == Treatment::taken))
    tell(kind_of(key->treatment), here, entry.where, "", key);
  value(entry.value, here, *key, entry.where);
}

void Walk::value(const YamlValue& value, const Place& place, const ComposeKey& key, SourceRange where) {
  const SourceRange at = value.is_scalar() ? value.where : where;
  const Shapes have = shapes_of(value, key.path, key.shapes);
  if ((have & key.shapes) == 0) {
    std::string expected = words_of_shapes(key.shapes);
    if (have == kText && (key.shapes & (kInteger | kNumber | kBoolean)) != 0 && value.is_text)
      expected += ", without quotes";
    else if (value.is_scalar() && (key.shapes & kText) != 0)
      expected += fmt::format(": \"{}\" with quotes", shortened(value.text));
    dollars(value, place);
    return tell(Kind::misshapen, place, at, std::move(expected), &key);
  }
  if (key.shapes == kAny || (value.is_mapping() && !has_children(key.path))) return dollars(value, place);
  if (value.is_scalar()) return scalar(value, place);
  if (value.is_sequence()) return list(value, place);
  required(value, place, where);
  mapping(value, place);
}

void Walk::scalar(const YamlValue& value, const Place& place) {
  dollars(value, place);
  if (type_of(value) == ScalarType::old_boolean) tell(Kind::two_readings, place, value.where, shortened(value.text));
  if (holds_variable(value.text)) return;
  const auto [first, last] =
      std::ranges::equal_range(value_forms(), std::string_view(place.pattern), {}, &ValueForm::path);
  for (auto form = first; form != last; ++form)
    if (!form->fits(value))
      return tell(form->by_client ? Kind::misshapen : Kind::ill_formed, place, value.where,
                  fmt::format("{}, not \"{}\"", form->expected, shortened(value.text)));
}

void Walk::list(const YamlValue& list, const Place& place) {
  const bool once = takes_once(place.pattern);
  std::set<std::string> seen;
  const ComposeKey* key = find_compose_key(place.pattern + ".[]");
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const YamlValue& item = list.items[i];
    const Place here{place.pattern + ".[]", fmt::format("{}.{}", place.path, i), place.service};
    if (once && !seen.insert(fingerprint(item)).second)
      tell(Kind::misshapen, here, item.where, "written once, and stands in the list already");
    if (key != nullptr)
      value(item, here, *key, item.where);
    else
      dollars(item, here);
  }
}

void Walk::dollars(const YamlValue& value, const Place& place) {
  if (value.is_scalar()) {
    const VariableUses variables = variables_of(value.text);
    if (variables.malformed)
      tell(Kind::malformed_dollar, place, value.where, shortened(value.text.substr(*variables.malformed)));
  }
  for (const YamlValue& item : value.items) dollars(item, place);
  for (const YamlField& entry : value.entries) dollars(entry.value, place);
}

/// Keys that have to be there, or must not, for others are or are not.
void Walk::required(const YamlValue& map, const Place& place, SourceRange where) {
  const auto need = [&](std::string_view key, Kind kind) {
    if (map.find(key) == nullptr) tell(kind, place, where, fmt::format("given with {}", key));
  };
  if (place.pattern == "services.*.volumes.[]") need("type", Kind::misshapen);
  if (place.pattern == "services.*.ulimits.*") {
    need("soft", Kind::misshapen);
    need("hard", Kind::misshapen);
  }
  if (place.pattern == "services.*.secrets.[]" || place.pattern == "services.*.configs.[]")
    need("source", Kind::ill_formed);
  if (place.pattern == "services.*.credential_spec" && map.entries.size() > 1)
    tell(Kind::ill_formed, place, where, "given with one of config, file and registry");
  if (place.pattern != "services.*.healthcheck") return;
  const YamlField* disable = map.find("disable");
  const YamlField* test = map.find("test");
  if (disable == nullptr || test == nullptr || !is_true(disable->value)) return;
  if (test->value.is_scalar() || !test->value.items.empty())
    tell(Kind::ill_formed, place.below("test", "test"), test->where, "left out where disable is true");
}

/// An alias says the same at one place any number of times; it is told once, for the first that uses it.
std::vector<StackTrouble> Walk::take() {
  std::ranges::stable_sort(troubles_, {}, &StackTrouble::where);
  std::set<std::tuple<SourceRange, int, std::string_view, std::string>> told;
  std::erase_if(troubles_, [&](const StackTrouble& trouble) {
    const std::size_t dot = trouble.path.rfind('.');
    std::string last = trouble.path.substr(dot == std::string::npos ? 0 : dot + 1);
    return !told.emplace(trouble.where, static_cast<int>(trouble.kind), trouble.pattern, std::move(last)).second;
  });
  return std::move(troubles_);
}

}  // namespace

std::string shortened(std::string_view name) {
  if (name.size() <= longest_name) return std::string(name);
  std::size_t cut = longest_name;
  while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0U) == 0x80U) --cut;  // whole characters
  return std::string(name.substr(0, cut)) + "…";
}

std::string words_of_shapes(unsigned shapes) {
  std::vector<std::string_view> words;
  if ((shapes & kText) != 0) words.push_back("a text");
  if ((shapes & kNumber) != 0)
    words.push_back("a number");
  else if ((shapes & kInteger) != 0)
    words.push_back("a whole number");
  if ((shapes & kBoolean) != 0) words.push_back("true or false");
  if ((shapes & kList) != 0) words.push_back("a list");
  if ((shapes & kMap) != 0) words.push_back("a mapping");
  if ((shapes & kNull) != 0) words.push_back("nothing");
  return fmt::format("{}", fmt::join(words, " or "));
}

std::optional<int> format_version(const YamlValue& root) {
  const YamlField* version = root.find("version");
  if (version == nullptr || !version->value.is_scalar()) return kNewestFormat;
  const std::string_view text = version->value.text;
  if (text.empty() || text == "3") return kNewestFormat;
  int minor = -1;
  const std::string_view digits = text.starts_with("3.") ? text.substr(2) : std::string_view();
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), minor);
  const bool plain = error == std::errc() && end == digits.data() + digits.size() && minor >= 0 &&
                     digits == std::to_string(minor) && minor <= kNewestFormat;
  return plain ? std::optional(minor) : std::nullopt;
}

std::vector<StackTrouble> find_key_troubles(const YamlValue& root, int version) {
  Walk walk(version);
  walk.mapping(root, {});
  return walk.take();
}

}  // namespace planner
