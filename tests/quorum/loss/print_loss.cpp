// Loss probabilities for scram_test.py, with all digits. Reads models, one after another, until the input ends:
//     model NAME FATAL
//     managers P…
//     domain P MANAGER…        any number of these
//     end
// and prints a line NAME PROBABILITY each.
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>

#include "planner/quorum/loss/loss_probability.hpp"

int main() {
  planner::LossModel model;
  std::string name;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (word == "model") {
      model = {};
      words >> name >> model.fatal;
    } else if (word == "managers") {
      for (double p = 0; words >> p;) model.manager_p.push_back(p);
    } else if (word == "domain") {
      planner::FallibleDomain domain;
      words >> domain.p;
      for (int manager = 0; words >> manager;) domain.managers.push_back(manager);
      model.domains.push_back(domain);
    } else if (word == "end") {
      const planner::LossProbability loss = planner::loss_probability(model);
      if (!loss.complete) return 1;
      std::printf("%s %.17g\n", name.c_str(), loss.probability);
    }
  }
}
