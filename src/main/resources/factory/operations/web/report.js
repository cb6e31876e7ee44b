'use strict';
(() => {
  const data = id => JSON.parse(document.getElementById(id).textContent);
  document.getElementById('account').textContent = data('account-data');
  const state = data('state-data');
  Factory.show({ ...state, latency: state.latency.ofRun });
  FactoryCharts.load(document.getElementById('charts'), data('history-data'));
})();
