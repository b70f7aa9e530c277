#pragma once
// Which services a stand-in image can take the place of.
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/beside.hpp"
#include "planner/model/service.hpp"

namespace planner {

/// Why a rehearsal leaves the service out: what it says needs its own image, or a file of a real host. Empty where it
/// need not.
std::string cannot_be_rehearsed(const Service& service);

/// Names of variables without which deploy refuses the stack file; sorted.
std::vector<std::string> variables_required(std::string_view stack);

/// As deploy reads it.
std::string image_of(const Service& service, const Variables& variables);

}  // namespace planner
