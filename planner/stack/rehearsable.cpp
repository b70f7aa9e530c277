#include "planner/stack/rehearsable.hpp"

#include <algorithm>

namespace planner {

std::string cannot_be_rehearsed(const Service& service) {
  for (const Mount& mount : service.volumes)
    if (mount.type == "bind") return "it mounts " + mount.source + " of the host, which a rehearsal refuses";
  if (service.reserve && !service.reserve->generic.empty())
    return "it reserves " + service.reserve->generic.front().first + ", which no machine here has";
  if (!service.entrypoint.empty() || !service.command.empty()) return "its command needs its own image";
  if (service.healthcheck && !service.healthcheck->test.empty() && service.healthcheck->test.front() != "NONE")
    return "its health check needs its own image";
  if (service.image.find('@') != std::string::npos) return "its image is named by a digest, which no stand-in has";
  return "";
}

}  // namespace planner
