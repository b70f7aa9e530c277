#include "planner/stack/rehearsable.hpp"

#include <algorithm>

#include "planner/stack/compose/template.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

/// "1000", "1000:1000"
bool is_number(std::string_view user) { return user.find_first_not_of("0123456789:") == std::string_view::npos; }

}  // namespace

std::string cannot_be_rehearsed(const Service& service) {
  for (const Mount& mount : service.volumes)
    if (mount.type == "bind") return "it mounts " + mount.source + " of the host, which a rehearsal refuses";
  if (service.reserve && !service.reserve->generic.empty())
    return "it reserves " + service.reserve->generic.front().first + ", which no machine here has";
  if (!service.entrypoint.empty() || !service.command.empty()) return "its command needs its own image";
  if (service.healthcheck && !service.healthcheck->test.empty() && service.healthcheck->test.front() != "NONE")
    return "its health check needs its own image";
  if (service.image.find('@') != std::string::npos) return "its image is named by a digest, which no stand-in has";
  if (service.job) return "it is a job, and a stand-in comes to no end";
  if (const YamlField* user = service.rest.find("user"); user != nullptr && !is_number(user->value.text))
    return "it runs as " + user->value.text + ", whom a stand-in does not know";
  return "";
}

std::vector<std::string> variables_required(std::string_view stack) {
  std::vector<std::string> names;
  for (const VariableUse& use : variables_of(stack).found) {
    if (!use.braced) continue;
    const std::string_view rest = stack.substr(use.at + 2 + use.name.size());
    if (rest.starts_with("?") || rest.starts_with(":?")) names.emplace_back(use.name);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string image_of(const Service& service, const Variables& variables) {
  if (!service.interpolate) return service.image;
  const std::optional<Template> parts = parse_template(service.image);
  return parts ? evaluate(*parts, variables).text : service.image;
}

}  // namespace planner
