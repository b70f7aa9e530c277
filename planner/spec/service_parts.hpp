#pragma once
// The parts of a service that are copied, with their defaults and the few rules between their keys.
#include "planner/model/service.hpp"
#include "planner/spec/decode.hpp"
#include "planner/spec/spec.hpp"

namespace planner {

void copy_service_parts(Decoder& decoder, const ServiceSpec& spec, Service& service);

}  // namespace planner
