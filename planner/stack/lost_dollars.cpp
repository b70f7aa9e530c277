// Two cases are told, for they are hardly ever meant otherwise: the hash of a password, $apr1$salt$hash, and a command
// with $NAME in a service that sets NAME for its container.
#include "planner/stack/lost_dollars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "planner/stack/key_shapes.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

/// Of crypt(5), those that begin with a letter; $2y$ and $6$ are malformed variables.
bool begins_hash(std::string_view text, const VariableUse& variable) {
  constexpr std::array<std::string_view, 7> methods{"apr1", "argon2d", "argon2i", "argon2id", "md5", "sha1", "y"};
  const std::size_t end = variable.at + variable.size;
  return !variable.braced && end < text.size() && text[end] == '$' &&
         std::ranges::find(methods, variable.name) != methods.end();
}

/// ${NAME:-word} is written for whoever deploys.
bool has_default(const VariableUse& variable) { return variable.braced && variable.size > variable.name.size() + 3; }

/// Names that the service sets to something of its own: not those that it passes on.
std::set<std::string> own_variables(const YamlValue& service) {
  std::set<std::string> names;
  const YamlField* environment = service.find("environment");
  if (environment == nullptr) return names;
  const auto add = [&](const std::string& name, const std::string& value) {
    const VariableUses used = variables_of(value);
    if (std::ranges::none_of(used.found, [&](const VariableUse& variable) { return variable.name == name; }))
      names.insert(name);
  };
  for (const YamlField& entry : environment->value.entries)
    if (entry.value.is_scalar()) add(entry.key, entry.value.text);
  for (const YamlValue& item : environment->value.items)
    if (const std::size_t at = item.text.find('='); at != std::string::npos)
      add(item.text.substr(0, at), item.text.substr(at + 1));
  return names;
}

class Search {
 public:
  void hashes(const YamlValue& value, const std::string& path, const std::string& service) {
    if (value.is_scalar())
      for (const VariableUse& variable : variables_of(value.text).found)
        if (begins_hash(value.text, variable)) return tell(value, variable, path, service);
    for (const YamlValue& item : value.items) hashes(item, path, service);
    for (const YamlField& entry : value.entries) hashes(entry.value, path, service);
  }
  void commands(const YamlValue& value, const std::set<std::string>& own, const std::string& path,
                const std::string& service) {
    if (value.is_scalar())
      for (const VariableUse& variable : variables_of(value.text).found)
        if (!has_default(variable) && own.contains(std::string(variable.name)))
          return tell(value, variable, path, service);
    for (const YamlValue& item : value.items) commands(item, own, path, service);
  }
  std::vector<StackTrouble> troubles;

 private:
  void tell(const YamlValue& value, const VariableUse& variable, const std::string& path, const std::string& service) {
    constexpr std::size_t most = 10'000;
    if (troubles.size() < most && told_.insert(value.where).second)
      troubles.push_back({.kind = StackTrouble::Kind::lost_dollar,
                          .path = path,
                          .service = service,
                          .where = value.where,
                          .detail = shortened(value.text.substr(variable.at, variable.size))});
  }
  std::set<SourceRange> told_;
};

}  // namespace

std::vector<StackTrouble> find_lost_dollars(const YamlValue& root) {
  Search search;
  const YamlField* services = root.find("services");
  if (services == nullptr) return {};
  for (const YamlField& service : services->value.entries) {
    const std::string name = shortened(service.key);
    const std::string path = fmt::format("services.{}", name);
    search.hashes(service.value, path, name);
    const std::set<std::string> own = own_variables(service.value);
    if (own.empty()) continue;
    for (const std::string_view key : {"command", "entrypoint"})
      if (const YamlField* field = service.value.find(key))
        search.commands(field->value, own, fmt::format("{}.{}", path, key), name);
    if (const YamlField* check = service.value.find("healthcheck"))
      if (const YamlField* test = check->value.find("test"))
        search.commands(test->value, own, path + ".healthcheck.test", name);
  }
  return std::move(search.troubles);
}

}  // namespace planner
