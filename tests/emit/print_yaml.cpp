// Reads strings that each end in a NUL from standard input and prints a YAML map of two: `items`, a list of them, and
// `keys`, a map from each to its number. For yaml_readers_test.py.
#include <iostream>
#include <iterator>
#include <string>

#include "planner/emit/yaml.hpp"

int main() {
  const std::string input{std::istreambuf_iterator<char>(std::cin), {}};
  planner::Yaml document = planner::yaml_map();
  planner::Yaml items = planner::yaml_list();
  planner::Yaml keys = planner::yaml_map();
  int number = 0;
  for (std::size_t begin = 0, end = 0; (end = input.find('\0', begin)) != std::string::npos; begin = end + 1) {
    const std::string text = input.substr(begin, end - begin);
    planner::add_item(items, planner::yaml_text(text));
    planner::add(keys, text, planner::yaml_integer(number++), {text});
  }
  planner::add(document, "items", std::move(items));
  planner::add(document, "keys", std::move(keys));
  std::cout << planner::print_yaml(document);
}
