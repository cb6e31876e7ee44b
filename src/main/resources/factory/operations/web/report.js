'use strict';
(() => {
  const data = id => JSON.parse(document.getElementById(id).textContent);
  document.getElementById('account').textContent = data('account-data');
  Factory.show(data('state-data'));
  FactoryCharts.load(document.getElementById('charts'), data('history-data'));
})();
