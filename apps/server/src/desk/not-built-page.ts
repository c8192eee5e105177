/** Said where the desk would be, when only the server was started. */
export const notBuiltPage = `<!doctype html>
<html lang="zh-CN">
  <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title>工作台 · 惠残</title></head>
  <body>
    <main>
      <h1>工作台还没有生成</h1>
      <p>请运行人员用 <code>npm start</code> 启动，它会先生成工作台；或者运行 <code>node tools/build-desk.mjs</code> 以后重新启动。</p>
      <div lang="en">
        <h2>The desk has not been built</h2>
        <p>Start with <code>npm start</code>, which builds it first, or run <code>node tools/build-desk.mjs</code> and start again.</p>
      </div>
    </main>
  </body>
</html>
`;
