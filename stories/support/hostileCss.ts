/** Global CSS such as portals really have, gathered in one place: unlayered, some of it with ids, none with `!important`. */
export const HOSTILE_CSS = `
* { line-height: 3; box-sizing: content-box; transition: all 1s; }
*::before, *::after { content: "!"; color: red; }
button { text-transform: uppercase; background: red; color: yellow; letter-spacing: 3px; border-radius: 99px; padding: 20px; }
#portal button { min-width: 200px; font-size: 30px; }
h2, h3, h4 { font-size: 60px; text-transform: uppercase; margin: 40px 0; color: hotpink; }
p { margin: 0 0 2em; font-size: 22px; text-indent: 2em; }
table td, table th { padding: 40px; border: 3px solid red; background: gold; }
#portal table { width: 300px; display: block; }
svg { max-width: 20px; }
svg path { fill: red; stroke: blue; stroke-width: 9px; }
ul, ol { padding-left: 60px; list-style: square; }
li { float: left; margin: 20px; }
li::marker { color: red; }
select, input { width: 400px; height: 80px; border: 4px double green; font-family: cursive; }
label { display: block; font-weight: bold; }
section, header, article, figure { padding: 30px; margin: 30px; border: 2px dashed red; box-shadow: 0 0 20px red; }
.content > div { line-height: 4; text-align: center; letter-spacing: 2px; font-style: italic; text-transform: capitalize; color: green; font-size: 25px; }
.content div { margin-bottom: 12px; }
span { display: inline-block; padding: 4px; }
dl, dt, dd { margin: 20px; }
`;
