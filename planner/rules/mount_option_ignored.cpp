// Options of a volume's short form that mean nothing to docker stack deploy.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/short_syntax.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["/srv/api:/data:z"]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    volumes: ["/srv/api:/data:ro"]
)"}};

bool is_heard(std::string_view option) {
  return option.empty() || option == "ro" || option == "rw" || option == "nocopy" || is_propagation(option);
}

bool is_written_large(std::string_view option) { return lower_case(option) != option && is_heard(lower_case(option)); }

std::string consequence(std::string_view option) {
  if (lower_case(option) == "z") return "SELinux keeps the container out, where it is enforced";
  if (lower_case(option) == "ro") return "the container may write there";
  return "nothing comes of it";
}

std::string cure(std::string_view option) {
  if (is_written_large(option)) return fmt::format("{}, in small letters", lower_case(option));
  if (lower_case(option) == "z") return "label the folder on each node (chcon -Rt container_file_t), and leave it out";
  return "leave it out; known are ro, rw, nocopy and, for paths, rprivate, rshared, rslave";
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackFileService& service : stack.services)
      for (const StackMount& mount : service.mounts)
        for (const std::string& option : mount.options)
          if (!is_heard(option))
            findings.push_back(
                {.severity = Severity::warning,
                 .message = fmt::format("services.{}: the option {} of the mount at {} is ignored by "
                                        "docker stack deploy: {}",
                                        service.name, shortened(option), shortened(mount.target), consequence(option)),
                 .file = stack.file,
                 .where = mount.where,
                 .place = service.name,
                 .help = cure(option)});
  return findings;
}

}  // namespace

const Rule mount_option_ignored{
    .name = "mount-option-ignored",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "an option of a volume that deploying does not know",
    .why =
        "Behind the second colon of a volume docker stack deploy hears ro, nocopy and the ways in which mounts are "
        "shared with the node, in small letters; every other word it passes over and says nothing. z and Z, by which "
        "docker run and docker compose label a folder for SELinux, are such words, and so are cached and delegated.\n"
        "Source: https://github.com/docker/cli/blob/master/cli/compose/loader/volume.go; seen on clients 20.10 and "
        "28",
    .fix = "Leave the option out; label folders for SELinux on the nodes themselves.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
