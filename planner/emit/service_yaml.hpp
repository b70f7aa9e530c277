#pragma once
// Parts of a service that stack and compose files write alike.
#include <string>
#include <string_view>

#include "planner/emit/report.hpp"
#include "planner/emit/yaml.hpp"

namespace planner {

Yaml texts(const std::vector<std::string>& texts);

/// What a compose file says and Service has no field for joins what there is; then, where the texts of the service are
/// no templates, every dollar in a value is doubled: docker replaces $NAME and ${NAME} in values, never in keys, and
/// reads $$ as a dollar.
void finish_service(Yaml& map, const Service& service);

/// As it is written, but for quotes where a reader could take it for something else.
Yaml yaml_of(const YamlValue& value);

/// `over` on top of `base`: maps join, lists add up, scalars of `over` win.
void join(Yaml& base, Yaml over);

Yaml label_map(const Labels& labels);

void add_if_any_text(Yaml& map, std::string_view key, std::string_view text);

/// image, entrypoint, command, environment, healthcheck, stop_grace_period.
void add_process(Yaml& map, const Service& service);

/// What is added to the environment for the deploy, in the service's map; its dollars stay as they are.
Yaml with_deploy_env(Yaml map, const StackService& service);

/// volumes
void add_mounts(Yaml& map, const Service& service);

/// "512M", "3K" or "1000B"; docker's units are powers of 1024.
std::string size_text(std::int64_t bytes);

/// At most nine digits behind the point, the most that docker takes.
std::string cpus_text(double cpus);

/// Lines for the head of a file: which spec, and notes of the stack.
std::vector<std::string> head_lines(const Facts& facts);

/// Lines above a service that stands in for the user's own.
std::vector<std::string> stand_in_lines(const StackService& service);

/// "# " and the line, each.
std::string comment_block(const std::vector<std::string>& lines);

}  // namespace planner
