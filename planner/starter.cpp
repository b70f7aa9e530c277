#include "planner/starter.hpp"

#include "planner/emit/starter_spec.hpp"

namespace planner {

std::string_view starter() { return starter_spec(); }

}  // namespace planner
