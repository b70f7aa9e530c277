// environment, with what env_file adds beneath it.
#include <fmt/format.h>

#include <utility>

#include "planner/stack/compose/env_file.hpp"
#include "planner/stack/compose/long_forms.hpp"
#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

struct EnvFileName {
  YamlValue at;
  std::string path;
  bool required = true;
  bool raw = false;  // format: raw
};

std::vector<EnvFileName> names_of(const YamlValue& value) {
  std::vector<EnvFileName> names;
  const std::vector<YamlValue> items = value.is_sequence() ? value.items : std::vector{value};
  for (const YamlValue& item : items) {
    const YamlField* path = item.find("path");
    const YamlField* required = item.find("required");
    const YamlField* format = item.find("format");
    names.push_back({item, path != nullptr ? path->value.text : item.text,
                     required == nullptr || required->value.text != "false",
                     format != nullptr && format->value.text == "raw"});
  }
  return names;
}

void add_lines(Conversion& conversion, YamlValue& environment, const EnvFileName& name, const std::string& path,
               std::string_view text) {
  const EnvFile file = read_env_file(text);
  if (file.bad_line)
    return conversion.error(name.at, path, fmt::format("line {} of {} is no NAME=value", *file.bad_line, name.path));
  YamlValue read = new_mapping(name.at);
  bool quoted = false;
  for (const EnvLine& line : file.lines) {
    quoted = quoted || line.was_quoted;
    YamlValue value = new_text(line.value.value_or(""), name.at);
    if (!line.value) value.kind = YamlValue::Kind::null;
    if (line.is_literal || name.raw) value.text = escape_dollars(value.text);
    set(read, line.name, std::move(value));
  }
  interpolate(conversion, read);
  for (YamlField& entry : read.entries) set(environment, entry.key, std::move(entry.value));
  conversion.rewritten(
      name.at, path,
      fmt::format("becomes {} of environment from {}{}",
                  fmt::format("{} {}", file.lines.size(), file.lines.size() == 1 ? "entry" : "entries"), name.path,
                  quoted ? ", quotes taken off as Compose does; deploy would keep them" : ""));
}

YamlValue from_files(Conversion& conversion, const YamlValue& value, const std::string& path) {
  YamlValue environment = new_mapping(value);
  for (const EnvFileName& name : names_of(value)) {
    if (name.path.empty() || has_variable(name.path)) {
      conversion.error(name.at, path, "no path of a file that can be read now",
                       "give values with --env-file FILE or --interpolate");
      continue;
    }
    const std::string shown =
        path_from(conversion.spec_folder, path_from(conversion.project_folder, literal_of(name.path)));
    const FileReading reading =
        conversion.beside.read ? conversion.beside.read(shown) : FileReading{{}, "it is not at hand"};
    if (reading.text)
      add_lines(conversion, environment, name, path, *reading.text);
    else if (name.required)
      conversion.error(name.at, path, fmt::format("{} cannot be read: {}", shown, reading.why),
                       "put it there, or take it out");
  }
  return environment;
}

}  // namespace

void lengthen_environment(Conversion& conversion, YamlValue& service, const std::string& path) {
  lengthen_pairs(conversion, service, "environment", path, true);
  std::optional<YamlValue> files = take(service, "env_file");
  if (!files || files->is_null()) return;
  YamlValue environment = from_files(conversion, *files, path + ".env_file");
  if (std::optional<YamlValue> own = take(service, "environment"))
    for (YamlField& entry : own->entries) set(environment, entry.key, std::move(entry.value));
  set(service, "environment", std::move(environment));
}

}  // namespace planner
