#pragma once
// Parts of a service written as one string, in Docker's own short forms.
#include <string>

#include "planner/spec/field.hpp"

namespace planner {

/// "8080:80", "80", "53:53/udp", or an integer. Fills a PortSpec; says what is wrong, or nothing.
std::string port_from(void* object, const Decoded& value);

/// "data:/var/lib/data", "/host/path:/path:ro", "/anonymous". Fills a MountSpec.
std::string mount_from(void* object, const Decoded& value);

/// The name of a secret or config. Fills a GrantSpec.
std::string grant_from(void* object, const Decoded& value);

}  // namespace planner
