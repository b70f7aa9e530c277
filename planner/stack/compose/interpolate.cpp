// Variables in every value, keys aside: given their values, or put into the form that deploy reads.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

void add_names(const Template& parts, std::set<std::string, std::less<>>& names) {
  for (const TemplatePart& part : parts) {
    if (!part.name.empty()) names.insert(part.name);
    add_names(part.word, names);
  }
}

void resolve(Conversion& conversion, YamlValue& value, const Template& parts, const std::string& path) {
  const Evaluated evaluated = evaluate(parts, *conversion.beside.variables);
  if (!evaluated.missing.empty())
    return conversion.error(
        value, path,
        fmt::format("{} has to be set{}", evaluated.missing, evaluated.message.empty() ? "" : ": " + evaluated.message),
        "give it in --env-file FILE, or in the environment with --interpolate");
  if (!evaluated.unset.empty())
    conversion.left_out(value, path,
                        fmt::format("{} {} no value: an empty text", fmt::join(evaluated.unset, ", "),
                                    evaluated.unset.size() == 1 ? "has" : "have"));
  if (evaluated.text.size() > kLongestValue)
    return conversion.error(
        value, path,
        fmt::format("it would be longer than {} bytes, the most that a process can be given", kLongestValue));
  value.text = escape_dollars(evaluated.text);
  value.is_text = true;
}

void keep(Conversion& conversion, YamlValue& value, const Template& parts, const std::string& path) {
  DeployTemplate deploy = for_deploy(parts);
  if (!deploy.why.empty())
    return conversion.error(value, path, deploy.why,
                            "give the values now, with --env-file FILE or --interpolate, or write it without");
  if (value.text.find(":?") != std::string::npos && value.text.find('-') != std::string::npos &&
      deploy.text.size() == value.text.size() && deploy.text != value.text)
    conversion.rewritten(value, path, "written without -, behind which docker stack deploy would read a default");
  value.text = std::move(deploy.text);
}

}  // namespace

void settle_template(Conversion& conversion, YamlValue& value, const Template& parts, const std::string& path) {
  add_names(parts, conversion.variables);
  if (conversion.beside.variables)
    resolve(conversion, value, parts, path);
  else
    keep(conversion, value, parts, path);
}

namespace {

void walk(Conversion& conversion, YamlValue& value, const std::string& path) {
  for (YamlField& entry : value.entries)
    walk(conversion, entry.value, path.empty() ? entry.key : path + "." + entry.key);
  for (YamlValue& item : value.items) walk(conversion, item, path);
  if (!value.is_scalar() || value.text.find('$') == std::string::npos) return;
  const std::optional<Template> parts = parse_template(value.text);
  if (!parts) return conversion.error(value, path, "a $ that begins no variable", "write $$ for a dollar");
  if (!has_variable(*parts)) return;
  settle_template(conversion, value, *parts, path);
}

}  // namespace

void interpolate(Conversion& conversion, YamlValue& root) { walk(conversion, root, ""); }

void drop_extensions(Conversion& conversion, YamlValue& root) {
  const auto drop = [&](YamlValue& map, const std::string& path, bool of_volume) {
    std::erase_if(map.entries, [&](const YamlField& entry) {
      const bool goes = entry.key.starts_with("x-") && !(of_volume && entry.key == "x-cluster-spec");
      if (goes) leave_out_extension(conversion, entry, path + entry.key);
      return goes;
    });
  };
  drop(root, "", false);
  for (const std::string_view part : {"services", "networks", "volumes", "secrets", "configs"})
    if (YamlValue* section = value_in(root, part))
      for (YamlField& each : section->entries)
        drop(each.value, fmt::format("{}.{}.", part, each.key), part == "volumes");
}

void leave_out_extension(Conversion& conversion, const YamlField& entry, const std::string& path) {
  conversion.change(ComposeChange::Kind::left_out, entry.where, entry.value.file, path,
                    "docker stack deploy makes nothing of it; what an anchor in it holds stands where it is used");
}

}  // namespace planner
