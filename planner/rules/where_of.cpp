#include "planner/rules/where_of.hpp"

#include <algorithm>

namespace planner {

SourceRange where_of(const Stack& stack, std::string_view service) {
  const auto found = std::ranges::find(stack.services, service, &StackService::name);
  return found == stack.services.end() ? SourceRange{} : found->service.where;
}

}  // namespace planner
