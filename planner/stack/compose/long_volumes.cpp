// [SOURCE:]TARGET[:OPTIONS]. Source: internal/volumespec of github.com/docker/cli.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "planner/stack/compose/docker_values.hpp"
#include "planner/stack/compose/long_forms.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"
#include "planner/stack/short_syntax.hpp"

namespace planner {
namespace {

bool is_path(std::string_view source) {
  return source.starts_with('.') || source.starts_with('/') || source.starts_with('~');
}

void add_option(Conversion& conversion, YamlValue& map, const std::string& option, const YamlValue& at,
                const std::string& path) {
  if (option == "ro") {
    set(map, "read_only", new_plain("true", at));
  } else if (option == "nocopy") {
    set(mapping_in(map, "volume"), "nocopy", new_plain("true", at));
  } else if (is_propagation(option)) {
    set(mapping_in(map, "bind"), "propagation", new_text(option, at));
  } else if (option != "rw" && !option.empty()) {
    conversion.left_out(at, path, fmt::format("the option {}: docker stack deploy ignores it", option));
  }
}

/// A path beside the compose file becomes one beside the spec; deploy makes it one of the machine that it runs on.
void settle_path(Conversion& conversion, YamlValue& map, const std::string& path) {
  YamlValue* source = value_in(map, "source");
  const YamlField* type = map.find("type");
  if (source == nullptr || source->text.empty() || type == nullptr || type->value.text != "bind") return;
  if (source->text.starts_with('/') || source->text.starts_with('$')) return;
  if (!source->text.starts_with('~')) {
    const std::string beside = path_from(conversion.project_folder, source->text);
    source->text = beside == "." ? "./" : "./" + beside;
  }
  conversion.rewritten(
      *source, path,
      fmt::format("the path {} of the machine that deploys: every node that may run a task needs the same "
                  "at that path; a config or a volume needs none",
                  source->text));
}

/// Compose takes "10m" too.
void settle_tmpfs(Conversion& conversion, YamlValue& map, const std::string& path) {
  YamlValue* tmpfs = value_in(map, "tmpfs");
  YamlValue* size = tmpfs == nullptr ? nullptr : value_in(*tmpfs, "size");
  if (size == nullptr || !size->is_scalar() || has_variable(size->text) || docker_integer(*size)) return;
  const std::optional<std::int64_t> bytes = docker_size(size->text);
  if (!bytes) return conversion.error(*size, path + ".tmpfs.size", fmt::format("\"{}\" is no size", size->text));
  conversion.rewritten(*size, path + ".tmpfs.size", fmt::format("becomes {}: docker stack deploy takes bytes", *bytes));
  *size = new_plain(fmt::format("{}", *bytes), *size);
}

void lengthen_volume(Conversion& conversion, YamlValue& item, const std::string& path) {
  const std::vector<std::string> parts = split_template(item.text, ':');
  if (parts.size() > 1 && has_variable(parts[0])) return;  // a path or a name: known at deploy time
  const bool gap = std::ranges::any_of(parts, [](const std::string& part) { return part.empty(); });
  if (parts.size() > 3 || gap)
    return conversion.error(item, path, fmt::format("\"{}\" is no volume: SOURCE:TARGET[:OPTIONS]", item.text));
  if (parts.size() > 1 && parts[0].size() == 1 && !is_path(parts[0]))
    return conversion.error(item, path,
                            fmt::format("docker takes the volume {} for the drive of a Windows path", parts[0]),
                            "give the volume a name of two letters or more");
  YamlValue map = new_mapping(item);
  set(map, "type", new_text(parts.size() > 1 && is_path(parts[0]) ? "bind" : "volume", item));
  if (parts.size() > 1) set(map, "source", new_text(parts[0], item));
  set(map, "target", new_text(parts.size() > 1 ? parts[1] : parts[0], item));
  if (parts.size() == 3)
    for (const std::string& option : split_template(parts[2], ',')) add_option(conversion, map, option, item, path);
  item = std::move(map);
}

}  // namespace

void lengthen_volumes(Conversion& conversion, YamlValue& service, const std::string& path) {
  YamlValue* volumes = value_in(service, "volumes");
  if (volumes == nullptr || !volumes->is_sequence()) return;
  for (YamlValue& item : volumes->items) {
    if (item.is_scalar()) lengthen_volume(conversion, item, path + ".volumes");
    if (!item.is_mapping()) continue;
    settle_path(conversion, item, path + ".volumes");
    settle_tmpfs(conversion, item, path + ".volumes");
  }
}

}  // namespace planner
