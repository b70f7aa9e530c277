// yaml-cpp's own YAML::Node costs as much again as the reading: each is four allocations behind shared pointers. Its
// events are enough here.
#include "planner/stack/yaml_nodes.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include <sstream>

namespace planner {
namespace {

class Collector : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { add({.mark = mark}, anchor); }
  void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t anchor) override { place(anchors_[anchor]); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    add({.kind = YamlNode::Kind::scalar, .mark = mark, .tag = tag, .text = value}, anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    open_.push_back(add({.kind = YamlNode::Kind::sequence, .mark = mark, .tag = tag}, anchor));
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    open_.push_back(add({.kind = YamlNode::Kind::mapping, .mark = mark, .tag = tag}, anchor));
  }
  void OnMapEnd() override { open_.pop_back(); }

  std::vector<YamlNode> nodes;

 private:
  std::size_t add(YamlNode node, YAML::anchor_t anchor) {
    const std::size_t number = nodes.size();
    nodes.push_back(std::move(node));
    if (anchor >= anchors_.size()) anchors_.resize(anchor + 1);
    anchors_[anchor] = number;
    place(number);
    return number;
  }
  void place(std::size_t number) {
    if (!open_.empty()) nodes[open_.back()].children.push_back(number);
  }

  std::vector<std::size_t> open_;     // the collections around what comes next
  std::vector<std::size_t> anchors_;  // the node of each; yaml-cpp counts them from 1, 0 is none
};

}  // namespace

std::vector<YamlNode> read_yaml_nodes(std::string_view yaml) {
  std::istringstream stream{std::string(yaml)};
  YAML::Parser parser(stream);
  Collector collector;
  parser.HandleNextDocument(collector);
  if (collector.nodes.empty()) collector.nodes.push_back({.mark = YAML::Mark::null_mark()});
  return std::move(collector.nodes);
}

}  // namespace planner
