// env_file → environment, beneath what stands there.
//
// A value may name others: first those that are given now, then the service's own environment, then the lines before
// it. What is none of these is a variable of the deploy. Compose asks the environment of who starts it before the
// service and the file, deploy puts in nothing at all.
#include <fmt/format.h>

#include <map>
#include <utility>

#include "planner/stack/compose/env_file.hpp"
#include "planner/stack/compose/steps.hpp"
#include "planner/stack/compose/template.hpp"
#include "planner/stack/compose/yaml_edit.hpp"

namespace planner {
namespace {

using Names = std::map<std::string, Template, std::less<>>;

const Template* find(const Names& names, std::string_view name) {
  const auto found = names.find(name);
  return found == names.end() ? nullptr : &found->second;
}

class EnvFiles {
 public:
  EnvFiles(Conversion& conversion, const YamlValue& service, std::string path);
  void add(const YamlValue& file);
  void put(std::string name, YamlValue value);
  YamlValue environment;

 private:
  void add_lines(const YamlValue& at, const std::string& name, const EnvFile& file);
  void add_bare(const YamlValue& at, const std::string& name);
  void add_line(const YamlValue& at, const std::string& name, const EnvLine& line);

  Conversion& conversion_;
  std::string path_;
  Names first_, earlier_;
  std::map<std::string, std::size_t, std::less<>> entries_;  // where in the environment
};

EnvFiles::EnvFiles(Conversion& conversion, const YamlValue& service, std::string path)
    : environment(new_mapping(service)), conversion_(conversion), path_(std::move(path)) {
  if (const YamlField* own = service.find("environment"))
    for (const YamlField& entry : own->value.entries)
      if (std::optional<Template> parts = parse_template(entry.value.text); parts && entry.value.is_scalar())
        first_[entry.key] = std::move(*parts);
  if (conversion.beside.variables)
    for (const auto& [name, value] : *conversion.beside.variables) first_[name] = Template{{value, {}, {}, {}}};
}

void EnvFiles::put(std::string name, YamlValue value) {
  const auto [entry, fresh] = entries_.emplace(name, environment.entries.size());
  if (fresh)
    environment.entries.push_back({std::move(name), value.where, std::move(value)});
  else
    environment.entries[entry->second].value = std::move(value);
}

/// Of a name alone: the value that is given now, else a line's before it, else that of the shell that deploys.
void EnvFiles::add_bare(const YamlValue& at, const std::string& name) {
  YamlValue value = new_text("", at);
  value.kind = YamlValue::Kind::null;
  if (const Template* given = conversion_.beside.variables ? planner::find(first_, name) : nullptr)
    value = new_text(escape_dollars(evaluate(*given, {}).text), at);
  if (!value.is_null() || !entries_.contains(name)) put(name, std::move(value));
}

void EnvFiles::add_line(const YamlValue& at, const std::string& name, const EnvLine& line) {
  if (!line.value) return add_bare(at, line.name);
  const std::string here = fmt::format("{}: line {} of {}, {}", path_, line.line, name, line.name);
  const std::optional<Template> parts = parse_template(*line.value);
  if (!parts) return conversion_.error(at, here, "a ${ that begins no variable", "write $$ for a dollar");
  const std::optional<Template> bound = bind_names(*parts, [&](std::string_view variable) {
    const Template* known = planner::find(first_, variable);
    return known != nullptr ? known : planner::find(earlier_, variable);
  });
  if (!bound)
    return conversion_.error(at, here, "its value hangs on one that is known at deploy time only, or is too long",
                             "give values now with --env-file FILE or --interpolate, or write it out");
  YamlValue value = new_text("", at);
  settle_template(conversion_, value, *bound, here);
  if (std::optional<Template> settled = parse_template(value.text)) earlier_[line.name] = std::move(*settled);
  put(line.name, std::move(value));
}

void EnvFiles::add_lines(const YamlValue& at, const std::string& name, const EnvFile& file) {
  if (file.trouble)
    return conversion_.error(at, path_, fmt::format("line {} of {} {}", file.trouble->line, name, file.trouble->why),
                             "write NAME=value, a line each; a value of several lines stands between quotes");
  if (file.lines.size() + environment.entries.size() > kMostEntries)
    return conversion_.error(at, path_,
                             fmt::format("with {} it has over {} entries, the most that are read", name, kMostEntries));
  bool otherwise = false;
  for (const EnvLine& line : file.lines) {
    otherwise = otherwise || line.reads_otherwise;
    add_line(at, name, line);
  }
  conversion_.rewritten(at, path_,
                        fmt::format("becomes {} {} of environment from {}{}", file.lines.size(),
                                    file.lines.size() == 1 ? "entry" : "entries", name,
                                    otherwise ? ", quotes, escapes and $NAME in it read as Compose reads them; deploy "
                                                "would keep all of them as they are"
                                              : ""));
}

void EnvFiles::add(const YamlValue& file) {
  const auto text_of = [&](std::string_view key) {
    const YamlField* field = file.find(key);
    return field == nullptr ? std::string() : field->value.text;
  };
  const std::string name = text_of("path"), format = text_of("format");
  if (name.empty() || has_variable(name))
    return conversion_.error(file, path_, "no path of a file that can be read now",
                             "give values with --env-file FILE or --interpolate");
  if (!format.empty() && format != "raw")
    return conversion_.error(file, path_, fmt::format("the format {} is none that Compose has", format),
                             "take format out, or write raw: every line as it is");
  const std::string shown = path_from(conversion_.spec_folder, path_from(conversion_.project_folder, literal_of(name)));
  const FileReading reading = conversion_.read(shown);
  if (reading.text)
    add_lines(file, name, format == "raw" ? read_raw_env_file(*reading.text) : read_env_file(*reading.text));
  else if (text_of("required") != "false")
    conversion_.error(file, path_, fmt::format("{} cannot be read: {}", shown, reading.why),
                      "put it there, or take it out");
}

}  // namespace

void read_env_files(Conversion& conversion, YamlValue& root) {
  for (YamlField& service : mapping_in(root, "services").entries) {
    std::optional<YamlValue> files = take(service.value, "env_file");
    if (!files || files->is_null()) continue;
    EnvFiles reader(conversion, service.value, fmt::format("services.{}.env_file", service.key));
    for (const YamlValue& file : files->items) reader.add(file);
    if (std::optional<YamlValue> own = take(service.value, "environment"))
      for (YamlField& entry : own->entries) reader.put(std::move(entry.key), std::move(entry.value));
    set(service.value, "environment", std::move(reader.environment));
  }
}

}  // namespace planner
